# internet → load balancer → tasks → internet by 443 alone
resource "aws_security_group" "load_balancer" {
  name        = "portal-load-balancer-${var.environment}"
  description = "The load balancer"
  vpc_id      = aws_vpc.portal.id
}

resource "aws_vpc_security_group_ingress_rule" "https" {
  security_group_id = aws_security_group.load_balancer.id
  description       = "Requests"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_security_group_ingress_rule" "http" {
  # checkov:skip=CKV_AWS_260:answered with a redirect to https and nothing else
  security_group_id = aws_security_group.load_balancer.id
  description       = "Redirected to https"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
}

resource "aws_vpc_security_group_egress_rule" "to_tasks" {
  security_group_id            = aws_security_group.load_balancer.id
  description                  = "To the tasks"
  referenced_security_group_id = aws_security_group.tasks.id
  ip_protocol                  = "tcp"
  from_port                    = local.port
  to_port                      = local.port
}

resource "aws_security_group" "tasks" {
  name        = "portal-tasks-${var.environment}"
  description = "The tasks of the API"
  vpc_id      = aws_vpc.portal.id
}

resource "aws_vpc_security_group_ingress_rule" "from_load_balancer" {
  security_group_id            = aws_security_group.tasks.id
  description                  = "From the load balancer"
  referenced_security_group_id = aws_security_group.load_balancer.id
  ip_protocol                  = "tcp"
  from_port                    = local.port
  to_port                      = local.port
}

# webhooks go to any address, by https alone
# trivy:ignore:AWS-0104
resource "aws_vpc_security_group_egress_rule" "to_services" {
  security_group_id = aws_security_group.tasks.id
  description       = "AWS services, and the addresses of webhooks"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_security_group" "endpoints" {
  name        = "portal-endpoints-${var.environment}"
  description = "Interface endpoints"
  vpc_id      = aws_vpc.portal.id
}

resource "aws_vpc_security_group_ingress_rule" "to_endpoints" {
  security_group_id            = aws_security_group.endpoints.id
  description                  = "From the tasks"
  referenced_security_group_id = aws_security_group.tasks.id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
}
