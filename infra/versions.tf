terraform {
  required_version = ">= 1.11.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }

  # where the state is kept belongs to the account, not to the repository: see README.md, "State"
  backend "s3" {}
}

provider "aws" {
  region = var.region

  default_tags {
    tags = {
      application = "clinic-portal"
      environment = var.environment
      managed-by  = "terraform"
    }
  }
}
