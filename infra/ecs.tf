locals {
  port = 3000
  # The load balancer hears of a stopping task at once and is done within 5 s; a task that it only notices by health checks
  # is out after interval × unhealthy threshold. Until then the server goes on serving.
  health_check   = { interval = 5, unhealthy_threshold = 2 }
  shutdown_delay = 10
  # what the server gives requests in flight after that, see src/shutdown.ts
  drain_limit = 20

  container_environment = {
    NODE_ENV             = "production"
    HOST                 = "0.0.0.0"
    PORT                 = tostring(local.port)
    LOG_LEVEL            = "info"
    CORS_ORIGINS         = join(",", var.web_origins)
    TRUST_PROXY          = "1"
    SHUTDOWN_DELAY       = tostring(local.shutdown_delay)
    API_DOCS             = var.protected ? "off" : "on"
    AWS_REGION           = var.region
    COGNITO_USER_POOL_ID = aws_cognito_user_pool.portal.id
    COGNITO_CLIENT_IDS = join(",", [
      aws_cognito_user_pool_client.web.id,
      aws_cognito_user_pool_client.mobile.id,
      aws_cognito_user_pool_client.server.id,
    ])
    TABLE_NAME = aws_dynamodb_table.portal.name
    # the function of the outbox delivers
    OUTBOX_POLL              = "0"
    UPLOADS_BUCKET           = aws_s3_bucket.uploads.id
    COGNITO_IDENTITY_POOL_ID = aws_cognito_identity_pool.portal.id
  }

  container_secrets = var.signed_triggers ? {
    COGNITO_TRIGGER_SECRETS = aws_secretsmanager_secret.cognito_triggers.arn
  } : {}
}

resource "aws_ecs_cluster" "portal" {
  name = "portal-${var.environment}"

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

resource "aws_ecs_task_definition" "api" {
  family                   = "portal-api-${var.environment}"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = var.task_cpu
  memory                   = var.task_memory
  execution_role_arn       = aws_iam_role.execution.arn
  task_role_arn            = aws_iam_role.task.arn

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = "ARM64"
  }

  container_definitions = jsonencode([{
    name                   = "api"
    image                  = "${aws_ecr_repository.api.repository_url}:${var.image_tag}"
    essential              = true
    user                   = "65532:65532"
    readonlyRootFilesystem = true
    linuxParameters        = { capabilities = { drop = ["ALL"] } }
    # ECS waits at most 120 s between SIGTERM and SIGKILL
    stopTimeout  = local.shutdown_delay + local.drain_limit + 5
    portMappings = [{ containerPort = local.port, protocol = "tcp" }]
    environment  = [for name, value in local.container_environment : { name = name, value = value }]
    secrets      = [for name, arn in local.container_secrets : { name = name, valueFrom = arn }]

    healthCheck = {
      command     = ["CMD", "node", "-e", "fetch(`http://127.0.0.1:$${process.env.PORT}/health/live`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
      interval    = 15
      timeout     = 3
      retries     = 3
      startPeriod = 10
    }

    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.api.name
        awslogs-region        = var.region
        awslogs-stream-prefix = "api"
        # the server would rather lose lines than wait for a log that is away
        mode            = "non-blocking"
        max-buffer-size = "4m"
      }
    }
  }])
}

resource "aws_ecs_service" "api" {
  name                               = "portal-api-${var.environment}"
  cluster                            = aws_ecs_cluster.portal.id
  task_definition                    = aws_ecs_task_definition.api.arn
  launch_type                        = "FARGATE"
  desired_count                      = var.tasks.min
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  health_check_grace_period_seconds  = 30
  availability_zone_rebalancing      = "ENABLED"
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"
  wait_for_steady_state              = true

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  # a deployment that makes the API answer 5xx goes back by itself
  alarms {
    alarm_names = [aws_cloudwatch_metric_alarm.server_errors.alarm_name]
    enable      = true
    rollback    = true
  }

  network_configuration {
    subnets          = aws_subnet.private[*].id
    security_groups  = [aws_security_group.tasks.id]
    assign_public_ip = false
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.api.arn
    container_name   = "api"
    container_port   = local.port
  }

  lifecycle {
    # autoscaling decides how many
    ignore_changes = [desired_count]
  }

  depends_on = [aws_lb_listener.https]
}

resource "aws_cloudwatch_log_group" "api" {
  name              = "/portal/api-${var.environment}"
  retention_in_days = var.log_retention_days
  kms_key_id        = aws_kms_key.portal.arn
}

resource "aws_appautoscaling_target" "api" {
  service_namespace  = "ecs"
  resource_id        = "service/${aws_ecs_cluster.portal.name}/${aws_ecs_service.api.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = var.tasks.min
  max_capacity       = var.tasks.max
}

resource "aws_appautoscaling_policy" "cpu" {
  name               = "portal-cpu-${var.environment}"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.api.service_namespace
  resource_id        = aws_appautoscaling_target.api.resource_id
  scalable_dimension = aws_appautoscaling_target.api.scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value       = 60
    scale_out_cooldown = 60
    scale_in_cooldown  = 300

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}

resource "aws_appautoscaling_policy" "requests" {
  name               = "portal-requests-${var.environment}"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.api.service_namespace
  resource_id        = aws_appautoscaling_target.api.resource_id
  scalable_dimension = aws_appautoscaling_target.api.scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value       = var.requests_per_task
    scale_out_cooldown = 60
    scale_in_cooldown  = 300

    predefined_metric_specification {
      predefined_metric_type = "ALBRequestCountPerTarget"
      resource_label         = "${aws_lb.api.arn_suffix}/${aws_lb_target_group.api.arn_suffix}"
    }
  }
}
