resource "aws_cognito_user_pool" "portal" {
  name                     = "portal-users-${var.environment}"
  user_pool_tier           = "ESSENTIALS"
  deletion_protection      = var.protected ? "ACTIVE" : "INACTIVE"
  username_attributes      = ["email"]
  auto_verified_attributes = ["email"]
  mfa_configuration        = "OPTIONAL"

  username_configuration {
    case_sensitive = false
  }

  password_policy {
    minimum_length                   = 8
    require_uppercase                = true
    require_lowercase                = true
    require_numbers                  = true
    require_symbols                  = false
    temporary_password_validity_days = 7
  }

  software_token_mfa_configuration {
    enabled = true
  }

  account_recovery_setting {
    recovery_mechanism {
      name     = "verified_email"
      priority = 1
    }
  }

  admin_create_user_config {
    allow_admin_create_user_only = false
  }

  verification_message_template {
    default_email_option = "CONFIRM_WITH_CODE"
  }

  # otherwise a new address takes effect before its owner has confirmed it
  user_attribute_update_settings {
    attributes_require_verification_before_update = ["email"]
  }

  schema {
    name                     = "email"
    attribute_data_type      = "String"
    developer_only_attribute = false
    mutable                  = true
    required                 = true

    string_attribute_constraints {
      min_length = "0"
      max_length = "2048"
    }
  }

  schema {
    name                     = "clinic_id"
    attribute_data_type      = "String"
    developer_only_attribute = false
    mutable                  = true
    required                 = false

    string_attribute_constraints {
      min_length = "0"
      max_length = "50"
    }
  }

  schema {
    name                     = "role"
    attribute_data_type      = "String"
    developer_only_attribute = false
    mutable                  = true
    required                 = false

    string_attribute_constraints {
      min_length = "0"
      max_length = "256"
    }
  }

  dynamic "lambda_config" {
    for_each = var.attach_triggers ? [aws_lambda_function.cognito_triggers.arn] : []

    content {
      pre_sign_up                    = lambda_config.value
      post_confirmation              = lambda_config.value
      pre_authentication             = lambda_config.value
      custom_message                 = lambda_config.value
      define_auth_challenge          = lambda_config.value
      verify_auth_challenge_response = lambda_config.value

      # version 1 changes the ID token only, never the access token that calls the API
      pre_token_generation_config {
        lambda_arn     = lambda_config.value
        lambda_version = "V2_0"
      }
    }
  }

  lifecycle {
    # Cognito neither removes nor changes attributes: what differs later would replace the pool and its users
    ignore_changes = [schema]
  }
}

resource "aws_cognito_user_pool_domain" "portal" {
  domain       = "portal-${var.environment}-${local.account}"
  user_pool_id = aws_cognito_user_pool.portal.id
}

resource "aws_cognito_resource_server" "portal" {
  identifier   = "portal"
  name         = "portal-${var.environment}"
  user_pool_id = aws_cognito_user_pool.portal.id

  scope {
    scope_name        = "metrics.read"
    scope_description = "Read the server's metrics"
  }
}

locals {
  groups = {
    admin        = { precedence = 1, description = "Administrators of the platform" }
    clinic-staff = { precedence = 10, description = "Staff of a clinic" }
    billing      = { precedence = 20, description = "Billing of a clinic" }
  }
}

resource "aws_cognito_user_group" "portal" {
  for_each = local.groups

  name         = each.key
  description  = each.value.description
  precedence   = each.value.precedence
  user_pool_id = aws_cognito_user_pool.portal.id
}
