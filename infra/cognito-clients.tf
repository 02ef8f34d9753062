# Every client names what it reads and what it writes. A client without `write_attributes` lets users rewrite every mutable
# attribute, their clinic and their role among them.
locals {
  profile_attributes  = ["email", "family_name", "given_name", "locale", "name", "phone_number", "zoneinfo"]
  readable_attributes = concat(local.profile_attributes, ["email_verified", "phone_number_verified", "custom:clinic_id", "custom:role"])
}

resource "aws_cognito_user_pool_client" "web" {
  name                                 = "portal-web-${var.environment}"
  user_pool_id                         = aws_cognito_user_pool.portal.id
  generate_secret                      = false
  prevent_user_existence_errors        = "ENABLED"
  enable_token_revocation              = true
  explicit_auth_flows                  = ["ALLOW_USER_SRP_AUTH"]
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = ["code"]
  allowed_oauth_scopes                 = ["email", "openid", "profile"]
  supported_identity_providers         = ["COGNITO"]
  callback_urls                        = [for origin in var.web_origins : "${origin}/callback"]
  logout_urls                          = var.web_origins
  read_attributes                      = local.readable_attributes
  write_attributes                     = local.profile_attributes
  access_token_validity                = 60
  id_token_validity                    = 60
  refresh_token_validity               = 30

  token_validity_units {
    access_token  = "minutes"
    id_token      = "minutes"
    refresh_token = "days"
  }

  # with rotation Cognito refuses ALLOW_REFRESH_TOKEN_AUTH: clients call GetTokensFromRefreshToken
  refresh_token_rotation {
    feature                    = "ENABLED"
    retry_grace_period_seconds = 60
  }
}

resource "aws_cognito_user_pool_client" "mobile" {
  name                                 = "portal-mobile-${var.environment}"
  user_pool_id                         = aws_cognito_user_pool.portal.id
  generate_secret                      = false
  prevent_user_existence_errors        = "ENABLED"
  enable_token_revocation              = true
  explicit_auth_flows                  = ["ALLOW_USER_SRP_AUTH"]
  allowed_oauth_flows_user_pool_client = true
  # a public client with the code flow: the app sends a PKCE challenge, which Cognito then insists on at the exchange
  allowed_oauth_flows          = ["code"]
  allowed_oauth_scopes         = ["email", "openid", "profile"]
  supported_identity_providers = ["COGNITO"]
  callback_urls                = ["${var.mobile_scheme}://callback"]
  logout_urls                  = ["${var.mobile_scheme}://signed-out"]
  read_attributes              = local.readable_attributes
  write_attributes             = local.profile_attributes
  access_token_validity        = 60
  id_token_validity            = 60
  refresh_token_validity       = 30

  token_validity_units {
    access_token  = "minutes"
    id_token      = "minutes"
    refresh_token = "days"
  }

  refresh_token_rotation {
    feature                    = "ENABLED"
    retry_grace_period_seconds = 60
  }
}

resource "aws_cognito_user_pool_client" "server" {
  name                          = "portal-server-${var.environment}"
  user_pool_id                  = aws_cognito_user_pool.portal.id
  generate_secret               = true
  prevent_user_existence_errors = "ENABLED"
  enable_token_revocation       = true
  # an empty list would mean Cognito's default of three flows; this one needs IAM credentials besides the secret
  explicit_auth_flows                  = ["ALLOW_ADMIN_USER_PASSWORD_AUTH"]
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = ["client_credentials"]
  allowed_oauth_scopes                 = [for scope in aws_cognito_resource_server.portal.scope : "${aws_cognito_resource_server.portal.identifier}/${scope.scope_name}"]
  supported_identity_providers         = ["COGNITO"]
  read_attributes                      = local.readable_attributes
  write_attributes                     = ["name"]
  access_token_validity                = 60
  id_token_validity                    = 60
  refresh_token_validity               = 1

  token_validity_units {
    access_token  = "minutes"
    id_token      = "minutes"
    refresh_token = "days"
  }

  refresh_token_rotation {
    feature                    = "ENABLED"
    retry_grace_period_seconds = 0
  }
}
