environment        = "dev"
region             = "us-east-1"
protected          = false
hosted_zone        = "clinic.com"
api_domain         = "api.dev.portal.clinic.com"
web_domain         = "dev.portal.clinic.com"
web_origins        = ["http://localhost:5173", "https://dev.portal.clinic.com"]
image_tag          = "0.1.0"
nat_gateways       = 1
task_cpu           = 512
task_memory        = 1024
tasks              = { min = 1, max = 2 }
log_retention_days = 30
github_repository  = "example/clinic-portal-api"
