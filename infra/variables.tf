variable "environment" {
  description = "Ends the name of everything: dev or prod."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9]{1,7}$", var.environment))
    error_message = "Use two to eight lower case letters and digits, such as dev or prod."
  }
}

variable "region" {
  description = "The region of everything but the certificate of the portal page, which CloudFront reads in us-east-1."
  type        = string
}

variable "protected" {
  description = "Whether the user pool, the table and the load balancer refuse to be deleted, and buckets to be emptied."
  type        = bool
}

variable "attach_triggers" {
  description = "Whether the user pool calls its triggers. False only while the first administrator is created."
  type        = bool
  default     = true
}

variable "hosted_zone" {
  description = "The public Route 53 zone that holds both domains."
  type        = string
}

variable "api_domain" {
  description = "Where the API answers."
  type        = string
}

variable "web_domain" {
  description = "Where the portal page is served."
  type        = string
}

variable "web_origins" {
  description = "Origins of the portal page: the OAuth redirects end there, and CORS is open to them."
  type        = set(string)
}

variable "mobile_scheme" {
  description = "The custom scheme of the mobile app's redirects."
  type        = string
  default     = "clinicportal"
}

variable "image_tag" {
  description = "The tag of the image in the repository of this environment."
  type        = string
}

variable "lambda_directory" {
  description = "Where `npm run infra:package` wrote the functions' zip files; empty means dist/lambda of this repository."
  type        = string
  default     = ""
}

variable "signed_triggers" {
  description = "Whether the server takes signed trigger events. Its secret must have a value first: see README.md."
  type        = bool
  default     = false
}

variable "vpc_cidr" {
  description = "The addresses of the VPC, a /16."
  type        = string
  default     = "10.40.0.0/16"
}

variable "nat_gateways" {
  description = "1 for the least cost, 3 for one in each zone."
  type        = number

  validation {
    condition     = var.nat_gateways >= 1 && var.nat_gateways <= 3
    error_message = "Between one and three: the server reads the user pool's keys over the internet."
  }
}

variable "interface_endpoints" {
  description = "AWS services that get an interface endpoint, such as logs or ecr.dkr. README.md says from what traffic on one is cheaper."
  type        = set(string)
  default     = []
}

variable "task_cpu" {
  description = "CPU units of a task."
  type        = number
}

variable "task_memory" {
  description = "Memory of a task in MiB."
  type        = number
}

variable "tasks" {
  description = "The least and the most tasks that run."
  type        = object({ min = number, max = number })
}

variable "requests_per_task" {
  description = "Requests a minute and task that autoscaling aims at."
  type        = number
  default     = 30000
}

variable "requests_per_address" {
  description = "Requests that one address may make in five minutes before the firewall refuses it."
  type        = number
  default     = 6000
}

variable "log_retention_days" {
  description = "How long log groups keep their lines."
  type        = number
}

variable "alarm_email" {
  description = "Who is told of alarms; empty for nobody."
  type        = string
  default     = ""
}

variable "github_repository" {
  description = "owner/name of the repository whose workflows may deploy."
  type        = string
}
