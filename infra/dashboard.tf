locals {
  widgets = {
    "Requests and 5xx" = [
      ["AWS/ApplicationELB", "RequestCount", "LoadBalancer", aws_lb.api.arn_suffix, { stat = "Sum" }],
      ["AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", "LoadBalancer", aws_lb.api.arn_suffix, { stat = "Sum" }],
      ["AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count", "LoadBalancer", aws_lb.api.arn_suffix, { stat = "Sum" }],
    ]
    "Time to answer" = [
      for stat in ["p50", "p95", "p99"] :
      ["AWS/ApplicationELB", "TargetResponseTime", "LoadBalancer", aws_lb.api.arn_suffix, { stat = stat }]
    ]
    "Tasks" = [
      ["AWS/ECS", "CPUUtilization", "ClusterName", aws_ecs_cluster.portal.name, "ServiceName", aws_ecs_service.api.name, { stat = "Average" }],
      ["AWS/ECS", "MemoryUtilization", "ClusterName", aws_ecs_cluster.portal.name, "ServiceName", aws_ecs_service.api.name, { stat = "Average" }],
    ]
    "Table: units and refusals" = [
      ["AWS/DynamoDB", "ConsumedReadCapacityUnits", "TableName", aws_dynamodb_table.portal.name, { stat = "Sum" }],
      ["AWS/DynamoDB", "ConsumedWriteCapacityUnits", "TableName", aws_dynamodb_table.portal.name, { stat = "Sum" }],
      ["AWS/DynamoDB", "ReadThrottleEvents", "TableName", aws_dynamodb_table.portal.name, { stat = "Sum" }],
      ["AWS/DynamoDB", "WriteThrottleEvents", "TableName", aws_dynamodb_table.portal.name, { stat = "Sum" }],
    ]
    "Functions: errors" = [
      for name in values(local.functions) : ["AWS/Lambda", "Errors", "FunctionName", name, { stat = "Sum" }]
    ]
    "Functions: duration" = [
      for name in values(local.functions) : ["AWS/Lambda", "Duration", "FunctionName", name, { stat = "p99" }]
    ]
  }
}

resource "aws_cloudwatch_dashboard" "portal" {
  dashboard_name = "portal-${var.environment}"

  dashboard_body = jsonencode({
    widgets = [
      for index, title in keys(local.widgets) : {
        type   = "metric"
        x      = 12 * (index % 2)
        y      = 6 * floor(index / 2)
        width  = 12
        height = 6
        properties = {
          title   = title
          region  = var.region
          period  = 60
          metrics = local.widgets[title]
        }
      }
    ]
  })
}
