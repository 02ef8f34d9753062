resource "aws_vpc" "portal" {
  cidr_block           = var.vpc_cidr
  enable_dns_support   = true
  enable_dns_hostnames = true
  tags                 = { Name = "portal-${var.environment}" }
}

# nothing is meant to use it, so that it lets nothing through
resource "aws_default_security_group" "unused" {
  vpc_id = aws_vpc.portal.id
  tags   = { Name = "unused-${var.environment}" }
}

resource "aws_internet_gateway" "portal" {
  vpc_id = aws_vpc.portal.id
  tags   = { Name = "portal-${var.environment}" }
}

# the load balancer and the NAT gateways
resource "aws_subnet" "public" {
  count = 3

  vpc_id                  = aws_vpc.portal.id
  availability_zone       = local.zones[count.index]
  cidr_block              = cidrsubnet(var.vpc_cidr, 4, count.index)
  map_public_ip_on_launch = false
  tags                    = { Name = "portal-public-${count.index}-${var.environment}" }
}

# the tasks
resource "aws_subnet" "private" {
  count = 3

  vpc_id                  = aws_vpc.portal.id
  availability_zone       = local.zones[count.index]
  cidr_block              = cidrsubnet(var.vpc_cidr, 4, count.index + 8)
  map_public_ip_on_launch = false
  tags                    = { Name = "portal-private-${count.index}-${var.environment}" }
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.portal.id
  tags   = { Name = "portal-public-${var.environment}" }
}

resource "aws_route" "internet" {
  route_table_id         = aws_route_table.public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.portal.id
}

resource "aws_route_table_association" "public" {
  count = 3

  subnet_id      = aws_subnet.public[count.index].id
  route_table_id = aws_route_table.public.id
}

# A user pool that has a domain does not answer through PrivateLink, and the server reads its keys: there has to be a NAT
# gateway. README.md has the sums.
resource "aws_eip" "nat" {
  count = var.nat_gateways

  domain = "vpc"
  tags   = { Name = "portal-nat-${count.index}-${var.environment}" }
}

resource "aws_nat_gateway" "portal" {
  count = var.nat_gateways

  allocation_id = aws_eip.nat[count.index].id
  subnet_id     = aws_subnet.public[count.index].id
  tags          = { Name = "portal-${count.index}-${var.environment}" }

  depends_on = [aws_internet_gateway.portal]
}

resource "aws_route_table" "private" {
  count = 3

  vpc_id = aws_vpc.portal.id
  tags   = { Name = "portal-private-${count.index}-${var.environment}" }
}

resource "aws_route" "nat" {
  count = 3

  route_table_id         = aws_route_table.private[count.index].id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.portal[count.index % var.nat_gateways].id
}

resource "aws_route_table_association" "private" {
  count = 3

  subnet_id      = aws_subnet.private[count.index].id
  route_table_id = aws_route_table.private[count.index].id
}

# these two cost nothing and carry most of the bytes: items, uploads, image layers
resource "aws_vpc_endpoint" "gateway" {
  for_each = toset(["dynamodb", "s3"])

  vpc_id            = aws_vpc.portal.id
  service_name      = "com.amazonaws.${var.region}.${each.key}"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = aws_route_table.private[*].id
  tags              = { Name = "portal-${each.key}-${var.environment}" }
}

resource "aws_vpc_endpoint" "interface" {
  for_each = var.interface_endpoints

  vpc_id              = aws_vpc.portal.id
  service_name        = "com.amazonaws.${var.region}.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = aws_subnet.private[*].id
  security_group_ids  = [aws_security_group.endpoints.id]
  tags                = { Name = "portal-${each.key}-${var.environment}" }
}

resource "aws_flow_log" "portal" {
  vpc_id               = aws_vpc.portal.id
  traffic_type         = "REJECT"
  log_destination_type = "cloud-watch-logs"
  log_destination      = aws_cloudwatch_log_group.flow.arn
  iam_role_arn         = aws_iam_role.flow_log.arn
  tags                 = { Name = "portal-${var.environment}" }
}

resource "aws_cloudwatch_log_group" "flow" {
  name              = "/portal/flow-${var.environment}"
  retention_in_days = var.log_retention_days
  kms_key_id        = aws_kms_key.portal.arn
}

resource "aws_iam_role" "flow_log" {
  name               = "portal-flow-log-${var.environment}"
  assume_role_policy = data.aws_iam_policy_document.assumed_by_flow_logs.json
}

resource "aws_iam_role_policy" "flow_log" {
  name   = "write"
  role   = aws_iam_role.flow_log.id
  policy = data.aws_iam_policy_document.flow_log.json
}

data "aws_iam_policy_document" "assumed_by_flow_logs" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["vpc-flow-logs.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account]
    }
  }
}

data "aws_iam_policy_document" "flow_log" {
  statement {
    actions   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.flow.arn}:*"]
  }
}
