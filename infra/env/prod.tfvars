environment        = "prod"
region             = "us-east-1"
protected          = true
hosted_zone        = "clinic.com"
api_domain         = "api.portal.clinic.com"
web_domain         = "portal.clinic.com"
web_origins        = ["https://portal.clinic.com"]
image_tag          = "0.1.0"
nat_gateways       = 3
task_cpu           = 1024
task_memory        = 2048
tasks              = { min = 3, max = 12 }
log_retention_days = 365
github_repository  = "example/clinic-portal-api"
