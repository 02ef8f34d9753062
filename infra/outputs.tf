output "api_url" {
  description = "Where the API answers."
  value       = "https://${var.api_domain}"
}

output "web_url" {
  description = "Where the portal page is served."
  value       = "https://${var.web_domain}"
}

output "user_pool_id" {
  description = "COGNITO_USER_POOL_ID"
  value       = aws_cognito_user_pool.portal.id
}

output "issuer" {
  description = "Who issues the tokens."
  value       = local.issuer
}

output "client_ids" {
  description = "COGNITO_CLIENT_IDS, by the name of the client"
  value = {
    web    = aws_cognito_user_pool_client.web.id
    mobile = aws_cognito_user_pool_client.mobile.id
    server = aws_cognito_user_pool_client.server.id
  }
}

output "sign_in_domain" {
  description = "The hosted pages and OAuth endpoints."
  value       = local.sign_in_domain
}

output "identity_pool_id" {
  description = "Where an ID token is exchanged for AWS credentials."
  value       = aws_cognito_identity_pool.portal.id
}

output "table_name" {
  description = "TABLE_NAME"
  value       = aws_dynamodb_table.portal.name
}

output "uploads_bucket" {
  description = "Where uploads go."
  value       = aws_s3_bucket.uploads.id
}

output "web_bucket" {
  description = "Where the pipeline puts the portal page."
  value       = aws_s3_bucket.web.id
}

output "web_distribution_id" {
  description = "What the pipeline invalidates after publishing the page."
  value       = aws_cloudfront_distribution.web.id
}

output "repository_url" {
  description = "Where images of the API are pushed."
  value       = aws_ecr_repository.api.repository_url
}

output "pipeline_role_arn" {
  description = "The role of the release workflow."
  value       = aws_iam_role.pipeline.arn
}
