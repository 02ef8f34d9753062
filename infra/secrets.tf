# No value is written here: a value in Terraform is a value in its state. README.md has the command.
resource "aws_secretsmanager_secret" "cognito_triggers" {
  # checkov:skip=CKV2_AWS_57:changed by hand with two values at a time, see docs/operations.md
  name                    = "portal/cognito-trigger-secrets-${var.environment}"
  description             = "Signs trigger events that come over HTTP (Standard Webhooks): one to five secrets, separated by commas"
  kms_key_id              = aws_kms_key.portal.arn
  recovery_window_in_days = 30
}

# Cognito makes this one and the provider reads it into the state whether it is used or not; who needs it finds it here.
resource "aws_secretsmanager_secret" "server_client" {
  # checkov:skip=CKV2_AWS_57:Cognito makes the value; docs/operations.md tells how to change it
  name                    = "portal/server-client-${var.environment}"
  description             = "Client id and secret of the server client, for machines that read metrics"
  kms_key_id              = aws_kms_key.portal.arn
  recovery_window_in_days = 30
}

resource "aws_secretsmanager_secret_version" "server_client" {
  secret_id = aws_secretsmanager_secret.server_client.id

  secret_string = jsonencode({
    client_id     = aws_cognito_user_pool_client.server.id
    client_secret = aws_cognito_user_pool_client.server.client_secret
    token_url     = "${local.sign_in_domain}/oauth2/token"
  })
}
