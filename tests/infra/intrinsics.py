"""What the intrinsic functions of our template come to after deployment, as far as the functions' parsers look."""

from typing import Any

REGION, ACCOUNT = "us-west-2", "123456789012"
PSEUDO = {
    "AWS::Region": REGION,
    "AWS::AccountId": ACCOUNT,
    "AWS::Partition": "aws",
    "AWS::URLSuffix": "amazonaws.com",
    "AWS::StackId": f"arn:aws:cloudformation:{REGION}:{ACCOUNT}:stack/Roomkeeper/0a1b2c3d-0000-4000-8000-000000000000",
}
ARNS = {
    "AWS::DynamoDB::Table": f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/",
    "AWS::IVSChat::LoggingConfiguration": f"arn:aws:ivschat:{REGION}:{ACCOUNT}:logging-configuration/",
    "AWS::Lambda::Alias": f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:f:",
    "AWS::Lambda::Function": f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:",
}


def resolve(value: Any, resources: dict[str, Any]) -> Any:
    """Replace Ref, Fn::GetAtt, Fn::Join, Fn::Select and Fn::Split by what they would give; names are logical ids."""
    if isinstance(value, list):
        return [resolve(each, resources) for each in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        (function, argument), *_ = value.items()
        if function == "Ref":
            return PSEUDO.get(argument) or _reference(argument, resources)
        if function == "Fn::GetAtt":
            return _attribute(argument[0], argument[1], resources)
        if function in ("Fn::Join", "Fn::Select", "Fn::Split"):
            first, second = argument[0], resolve(argument[1], resources)
            return {
                "Fn::Join": lambda: first.join(second),
                "Fn::Select": lambda: second[int(first)],
                "Fn::Split": lambda: second.split(first),
            }[function]()
    return {name: resolve(each, resources) for name, each in value.items()}


def _reference(logical_id: str, resources: dict[str, Any]) -> str:
    kind = resources[logical_id]["Type"]
    return ARNS[kind] + "live" if kind == "AWS::Lambda::Alias" else logical_id


def _attribute(logical_id: str, name: str, resources: dict[str, Any]) -> str:
    if name in ("Arn", "TableArn"):
        return ARNS.get(resources[logical_id]["Type"], "arn:") + logical_id
    return f"{logical_id}.{name}"
