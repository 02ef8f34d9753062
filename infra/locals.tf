data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_availability_zones" "available" {
  # checkov:skip=CKV_AWS_394:the first three are taken, whatever is added
  state = "available"
}

data "aws_route53_zone" "portal" {
  name = var.hosted_zone
}

locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
  zones     = slice(data.aws_availability_zones.available.names, 0, 3)

  # the one definition of the table; the engine of `npm start` and of the tests reads it too
  table = jsondecode(file("${path.module}/table.json"))

  issuer         = "https://cognito-idp.${var.region}.amazonaws.com/${aws_cognito_user_pool.portal.id}"
  sign_in_domain = "https://${aws_cognito_user_pool_domain.portal.domain}.auth.${var.region}.amazoncognito.com"

  lambda_directory = coalesce(var.lambda_directory, "${path.module}/../dist/lambda")

  # CreateLogGroup of each function happens here, with a retention, and not by the first line that it writes
  functions = {
    cognito-triggers = aws_lambda_function.cognito_triggers.function_name
    outbox           = aws_lambda_function.outbox.function_name
  }
}
