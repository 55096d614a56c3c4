"""A call made without stubs: everything about the method comes from the node's server reflection."""

import grpc
from google.protobuf import descriptor_pool, message_factory
from grpc_reflection.v1alpha import reflection_pb2
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase


def services(channel):
    """Names of the services, by the reflection service's older name."""
    return sorted(ProtoReflectionDescriptorDatabase(channel).get_services())


def services_v1(channel, timeout):
    """Names of the services, by the reflection service's current name; its messages have the same fields."""
    method = channel.stream_stream(
        "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
        request_serializer=reflection_pb2.ServerReflectionRequest.SerializeToString,
        response_deserializer=reflection_pb2.ServerReflectionResponse.FromString,
    )
    request = reflection_pb2.ServerReflectionRequest(list_services="")
    answer = next(iter(method(iter([request]), timeout=timeout)))
    return sorted(service.name for service in answer.list_services_response.service)


def unknown_symbol_code(channel, timeout):
    """The error code that reflection gives for a symbol that does not exist."""
    method = channel.stream_stream(
        "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
        request_serializer=reflection_pb2.ServerReflectionRequest.SerializeToString,
        response_deserializer=reflection_pb2.ServerReflectionResponse.FromString,
    )
    request = reflection_pb2.ServerReflectionRequest(file_containing_symbol="iotexapi.NoSuchThing")
    return next(iter(method(iter([request]), timeout=timeout))).error_response.error_code


def call(channel, service, method, timeout):
    """The answer to an empty request, by descriptors from the node, in a pool that knows nothing else."""
    pool = descriptor_pool.DescriptorPool(ProtoReflectionDescriptorDatabase(channel))
    descriptor = pool.FindServiceByName(service).FindMethodByName(method)
    request = message_factory.GetMessageClass(descriptor.input_type)
    response = message_factory.GetMessageClass(descriptor.output_type)
    stub = channel.unary_unary(
        f"/{service}/{method}", request_serializer=request.SerializeToString, response_deserializer=response.FromString
    )
    return stub(request(), timeout=timeout)
