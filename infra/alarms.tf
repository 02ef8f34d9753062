resource "aws_sns_topic" "alarms" {
  name              = "portal-alarms-${var.environment}"
  kms_master_key_id = aws_kms_key.portal.arn
}

resource "aws_sns_topic_subscription" "alarms" {
  count = var.alarm_email == "" ? 0 : 1

  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = var.alarm_email
}

resource "aws_cloudwatch_metric_alarm" "server_errors" {
  alarm_name          = "portal-server-errors-${var.environment}"
  alarm_description   = "More than 1 % of the requests are answered 5xx. docs/operations.md, 'Answers are 5xx'"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 1
  evaluation_periods  = 3
  datapoints_to_alarm = 2
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]

  metric_query {
    id          = "share"
    expression  = "IF(requests > 20, 100 * (FILL(answered, 0) + FILL(refused, 0)) / requests, 0)"
    label       = "5xx, per cent"
    return_data = true
  }

  dynamic "metric_query" {
    for_each = {
      requests = "RequestCount"
      answered = "HTTPCode_Target_5XX_Count"
      refused  = "HTTPCode_ELB_5XX_Count"
    }

    content {
      id = metric_query.key

      metric {
        namespace   = "AWS/ApplicationELB"
        metric_name = metric_query.value
        period      = 60
        stat        = "Sum"
        dimensions  = { LoadBalancer = aws_lb.api.arn_suffix }
      }
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "latency" {
  alarm_name          = "portal-latency-${var.environment}"
  alarm_description   = "One request of a hundred waits longer than a second. docs/operations.md, 'Answers are slow'"
  namespace           = "AWS/ApplicationELB"
  metric_name         = "TargetResponseTime"
  dimensions          = { LoadBalancer = aws_lb.api.arn_suffix }
  extended_statistic  = "p99"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 1
  period              = 60
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "unhealthy" {
  alarm_name          = "portal-unhealthy-${var.environment}"
  alarm_description   = "A task is not ready. docs/operations.md, 'Tasks are not ready'"
  namespace           = "AWS/ApplicationELB"
  metric_name         = "UnHealthyHostCount"
  dimensions          = { LoadBalancer = aws_lb.api.arn_suffix, TargetGroup = aws_lb_target_group.api.arn_suffix }
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 60
  evaluation_periods  = 5
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "throttles" {
  alarm_name          = "portal-throttles-${var.environment}"
  alarm_description   = "DynamoDB refuses requests to the table. docs/operations.md, 'The table refuses requests'"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 10
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]

  metric_query {
    id          = "throttled"
    expression  = "FILL(reads, 0) + FILL(writes, 0)"
    label       = "Refused requests"
    return_data = true
  }

  dynamic "metric_query" {
    for_each = {
      reads  = "ReadThrottleEvents"
      writes = "WriteThrottleEvents"
    }

    content {
      id = metric_query.key

      metric {
        namespace   = "AWS/DynamoDB"
        metric_name = metric_query.value
        period      = 60
        stat        = "Sum"
        dimensions  = { TableName = aws_dynamodb_table.portal.name }
      }
    }
  }
}

# the server says so in its log: every answer with the code keys_unavailable
resource "aws_cloudwatch_log_metric_filter" "keys_unavailable" {
  name           = "portal-keys-unavailable-${var.environment}"
  log_group_name = aws_cloudwatch_log_group.api.name
  pattern        = "keys_unavailable"

  metric_transformation {
    namespace     = "ClinicPortal"
    name          = "KeysUnavailable-${var.environment}"
    value         = "1"
    default_value = "0"
  }
}

resource "aws_cloudwatch_metric_alarm" "keys_unavailable" {
  alarm_name          = "portal-keys-unavailable-${var.environment}"
  alarm_description   = "Signing keys of the user pool cannot be read. docs/operations.md, 'Signing keys are unavailable'"
  namespace           = aws_cloudwatch_log_metric_filter.keys_unavailable.metric_transformation[0].namespace
  metric_name         = aws_cloudwatch_log_metric_filter.keys_unavailable.metric_transformation[0].name
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 5
  period              = 60
  evaluation_periods  = 2
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "function_errors" {
  for_each = local.functions

  alarm_name          = "portal-${each.key}-errors-${var.environment}"
  alarm_description   = "The function ${each.key} fails. docs/operations.md, 'A function fails'"
  namespace           = "AWS/Lambda"
  metric_name         = "Errors"
  dimensions          = { FunctionName = each.value }
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 5
  period              = 300
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

# Cognito gives up after 5 s
resource "aws_cloudwatch_metric_alarm" "trigger_duration" {
  alarm_name          = "portal-trigger-duration-${var.environment}"
  alarm_description   = "Triggers come near the 5 s that Cognito waits. docs/operations.md, 'A function fails'"
  namespace           = "AWS/Lambda"
  metric_name         = "Duration"
  dimensions          = { FunctionName = aws_lambda_function.cognito_triggers.function_name }
  extended_statistic  = "p99"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 3000
  period              = 300
  evaluation_periods  = 2
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "outbox_failures" {
  alarm_name          = "portal-outbox-failures-${var.environment}"
  alarm_description   = "Events were given up. docs/operations.md, 'Events are not delivered'"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = aws_sqs_queue.outbox_failures.name }
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 300
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}
