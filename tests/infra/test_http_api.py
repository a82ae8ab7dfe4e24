"""Who gets in where, and what the access log says."""

import json

from tests.infra.conftest import Synthesised

ROUTES = {
    "ANY /v1/{proxy+}": "JWT",
    "ANY /service/v1/{proxy+}": "AWS_IAM",
    "GET /v1/health": "NONE",
    "GET /v1/openapi.json": "NONE",
    "$default": "NONE",
}
PERSONAL = ("ip", "path", "userAgent", "identity", "claims", "principal", "username", "caller", "user")


def test_each_route_asks_for_what_it_should(full: Synthesised) -> None:
    routes = [each["Properties"] for each in full.resources("AWS::ApiGatewayV2::Route").values()]
    assert {each["RouteKey"]: each.get("AuthorizationType", "NONE") for each in routes} == ROUTES


def test_people_show_a_token_of_our_client(full: Synthesised) -> None:
    ((authorizer_id, authorizer),) = full.resources("AWS::ApiGatewayV2::Authorizer").items()
    (client_id,) = full.resources("AWS::Cognito::UserPoolClient")
    (pool_id,) = full.resources("AWS::Cognito::UserPool")
    jwt = authorizer["Properties"]["JwtConfiguration"]
    assert jwt["Audience"] == [{"Ref": client_id}]
    issuer = ["https://cognito-idp.", {"Ref": "AWS::Region"}, ".amazonaws.com/", {"Ref": pool_id}]
    assert jwt["Issuer"] == {"Fn::Join": ["", issuer]}
    (people,) = (
        each["Properties"]
        for each in full.resources("AWS::ApiGatewayV2::Route").values()
        if each["Properties"].get("AuthorizationType") == "JWT"
    )
    assert people["AuthorizerId"] == {"Ref": authorizer_id}


def test_the_console_takes_what_no_other_route_takes(full: Synthesised) -> None:
    functions = full.resources("AWS::Lambda::Function")
    integrations = full.resources("AWS::ApiGatewayV2::Integration")
    served_by = {}
    for route in full.resources("AWS::ApiGatewayV2::Route").values():
        integration = integrations[route["Properties"]["Target"]["Fn::Join"][1][1]["Ref"]]["Properties"]
        function = functions[integration["IntegrationUri"]["Fn::GetAtt"][0]]
        served_by[route["Properties"]["RouteKey"]] = function["Properties"]["Handler"].partition(".")[0]
        assert integration["PayloadFormatVersion"] == "2.0"
    assert served_by.pop("$default") == "console_site"
    assert set(served_by.values()) == {"moderator_api"}


def test_the_gateway_may_invoke_the_console_on_the_default_route(full: Synthesised) -> None:
    # That route's ARN is <api>/<stage>/$default: a pattern of three parts after the API would not match it.
    functions = full.resources("AWS::Lambda::Function")
    patterns = {}
    for permission in full.resources("AWS::Lambda::Permission").values():
        properties = permission["Properties"]
        if properties["Principal"] == "apigateway.amazonaws.com":
            handler = functions[properties["FunctionName"]["Fn::GetAtt"][0]]["Properties"]["Handler"]
            patterns[handler.partition(".")[0]] = properties["SourceArn"]["Fn::Join"][1][-1]
    assert patterns == {"console_site": "/*/*", "moderator_api": "/*/*/*"}


def test_the_stage_is_throttled_and_its_log_holds_no_personal_data(full: Synthesised) -> None:
    stage = full.one("AWS::ApiGatewayV2::Stage")["Properties"]
    assert stage["DefaultRouteSettings"] == {"ThrottlingRateLimit": 200, "ThrottlingBurstLimit": 400}
    fields = json.loads(stage["AccessLogSettings"]["Format"])
    assert {"requestId", "status", "routeKey"} <= set(fields)
    for variable in fields.values():
        assert not any(word in variable.lower().replace("requestid", "") for word in map(str.lower, PERSONAL)), variable
