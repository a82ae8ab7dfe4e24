"""One HTTP API: people by Cognito token, services by SigV4, everything else is the console."""

import json

import aws_cdk as cdk
from aws_cdk import aws_apigatewayv2 as http
from aws_cdk import aws_apigatewayv2_authorizers as authorizers
from aws_cdk import aws_apigatewayv2_integrations as integrations
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.acknowledge import acknowledge
from infra.identity import Identity
from infra.log_group import log_group
from infra.settings import Settings

REQUESTS_PER_SECOND = 200
BURST = 400
# No path (it holds user ids) and no source address: an access log is not the place for personal data.
ACCESS_LOG_FIELDS = {
    "requestId": "$context.requestId",
    "time": "$context.requestTimeEpoch",
    "routeKey": "$context.routeKey",
    "status": "$context.status",
    "latencyMs": "$context.responseLatency",
    "functionMs": "$context.integrationLatency",
    "functionError": "$context.integrationErrorMessage",
    "authorizerError": "$context.authorizer.error",
}


class HttpApi(Construct):
    """Made in two steps, because people's client names the API's URL and the routes name the client."""

    def __init__(self, scope: Construct, construct_id: str, *, settings: Settings, log_key: kms.IKey) -> None:
        super().__init__(scope, construct_id)
        self.api = http.HttpApi(self, "Api", description="Roomkeeper", create_default_stage=False)
        self.url = self.api.api_endpoint
        stage = http.HttpStage(
            self,
            "Stage",
            http_api=self.api,
            stage_name="$default",
            auto_deploy=True,
            throttle=http.ThrottleSettings(rate_limit=REQUESTS_PER_SECOND, burst_limit=BURST),
        )
        access_log = log_group(self, "AccessLog", key=log_key, days=settings.log_days, vended_by="apigateway")
        resource = stage.node.default_child
        assert isinstance(resource, http.CfnStage)
        resource.access_log_settings = http.CfnStage.AccessLogSettingsProperty(
            destination_arn=access_log.log_group_arn, format=json.dumps(ACCESS_LOG_FIELDS)
        )

    def route(self, *, identity: Identity, api: lambda_.IFunction, console: lambda_.IFunction) -> None:
        """Connect the functions. The gateway's check is the first; the function verifies the token itself as well."""
        region = cdk.Stack.of(self).region
        people = authorizers.HttpJwtAuthorizer(
            "People",
            f"https://cognito-idp.{region}.amazonaws.com/{identity.pool.user_pool_id}",
            jwt_audience=[identity.client.user_pool_client_id],
        )
        to_api = integrations.HttpLambdaIntegration("ToModeratorApi", api, scope_permission_to_route=False)
        # The default route's ARN is one part shorter than the unscoped permission's pattern.
        to_console = integrations.HttpLambdaIntegration("ToConsoleSite", console)
        anyone = http.HttpNoneAuthorizer()
        services = authorizers.HttpIamAuthorizer()
        every, get = [http.HttpMethod.ANY], [http.HttpMethod.GET]
        self.api.add_routes(path="/v1/{proxy+}", methods=every, integration=to_api, authorizer=people)
        self.api.add_routes(path="/service/v1/{proxy+}", methods=every, integration=to_api, authorizer=services)
        open_routes = [
            route
            for path in ("/v1/health", "/v1/openapi.json")
            for route in self.api.add_routes(path=path, methods=get, integration=to_api, authorizer=anyone)
        ]
        default = http.HttpRouteKey.DEFAULT
        site = http.HttpRoute(self, "Console", http_api=self.api, route_key=default, integration=to_console)
        for route in open_routes:
            acknowledge(route, "APIG4", "Health and the API's description are public and say nothing of a deployment.")
        acknowledge(site, "APIG4", "The console's files are public; they can do nothing before somebody signs in.")
