# `tofu test` with a mock of the provider: what the expressions come to, which the parsed text does not show.
mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  mock_data "aws_availability_zones" {
    defaults = { names = ["us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d"] }
  }

  mock_data "aws_iam_policy_document" {
    defaults = { json = "{\"Version\":\"2012-10-17\",\"Statement\":[]}" }
  }

  mock_resource "aws_acm_certificate" {
    defaults = {
      domain_validation_options = [{
        domain_name           = "portal.clinic.com"
        resource_record_name  = "_x.portal.clinic.com"
        resource_record_type  = "CNAME"
        resource_record_value = "_y.acm-validations.aws"
      }]
    }
  }
}

run "production" {
  command = plan

  assert {
    condition     = aws_cognito_user_pool.portal.deletion_protection == "ACTIVE" && aws_dynamodb_table.portal.deletion_protection_enabled && aws_lb.api.enable_deletion_protection
    error_message = "What keeps users and data must refuse to be deleted."
  }

  assert {
    condition     = aws_cognito_user_pool_client.web.callback_urls == toset(["https://portal.clinic.com/callback"]) && aws_cognito_user_pool_client.web.logout_urls == toset(["https://portal.clinic.com"])
    error_message = "The web client redirects to the portal page and to nothing else."
  }

  assert {
    condition     = length(setintersection(["custom:clinic_id", "custom:role"], setunion(aws_cognito_user_pool_client.web.write_attributes, aws_cognito_user_pool_client.mobile.write_attributes, aws_cognito_user_pool_client.server.write_attributes))) == 0
    error_message = "No client may write the clinic or the role of its user."
  }

  assert {
    condition     = length(aws_nat_gateway.portal) == 3 && length(distinct([for subnet in aws_subnet.private : subnet.cidr_block])) == 3
    error_message = "Production has three zones, and a gateway in each."
  }

  assert {
    condition     = local.shutdown_delay >= local.health_check.interval * local.health_check.unhealthy_threshold && local.shutdown_delay + local.drain_limit == tonumber(aws_lb_target_group.api.deregistration_delay)
    error_message = "A task that stops serves until the balancer has taken it out."
  }

  assert {
    condition     = { for index in aws_dynamodb_table.portal.global_secondary_index : index.name => [index.hash_key, index.range_key, index.projection_type] } == { for index in local.table.globalSecondaryIndexes : index.name => [index.hashKey, index.rangeKey, index.projectionType] }
    error_message = "The table's indexes are those of table.json."
  }

  assert {
    condition     = length(aws_cognito_user_pool.portal.lambda_config) == 1
    error_message = "The triggers are attached."
  }
}

run "first_administrator" {
  command = plan

  variables {
    attach_triggers = false
  }

  assert {
    condition     = length(aws_cognito_user_pool.portal.lambda_config) == 0
    error_message = "No trigger judges the address of the first administrator."
  }
}

run "one_gateway" {
  command = plan

  variables {
    nat_gateways = 1
  }

  assert {
    condition     = length(aws_nat_gateway.portal) == 1 && length(aws_route.nat) == 3
    error_message = "Every zone has a way out, through the one gateway."
  }
}
