using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Shapes;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace EdgeNotebooks.Tests.Onnx.Shapes;

/// <summary>What ONNX Runtime makes of a model: every tensor's type, shape, and its values where they are numbers.</summary>
internal sealed record RuntimeShapes(ElementType Type, TensorShape Shape, double[]? Values)
{
    /// <summary>Runs the model on zeros with every tensor that a node makes as an output, of the type that was inferred.</summary>
    public static IReadOnlyDictionary<string, RuntimeShapes> Of(OnnxModel model, ShapeMap inferred)
    {
        var names = model.Graph.Nodes.SelectMany(node => node.Proto.Output).Where(name => name.Length > 0).ToList();
        var opened = OnnxModel.FromBytes(model.ToBytes());
        opened.Proto.Graph.Output.Clear();
        opened.Proto.Graph.Output.AddRange(names.Select(name => new ValueInfo(name, inferred[name]!.Type, null).ToProto()));
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL,
            IntraOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        using var session = new InferenceSession(opened.ToBytes(), options);
        using var results = session.Run([.. model.Inputs.Select(Zeros)]);
        return results.ToDictionary(result => result.Name, Read);
    }

    private static NamedOnnxValue Zeros(ValueInfo input)
    {
        int[] shape = [.. input.Shape!.Dims.Select(dim => (int)dim.Value!.Value)];
        return input.Type switch
        {
            ElementType.Float32 => NamedOnnxValue.CreateFromTensor(input.Name, new DenseTensor<float>(shape)),
            ElementType.Int64 => NamedOnnxValue.CreateFromTensor(input.Name, new DenseTensor<long>(shape)),
            ElementType.Bool => NamedOnnxValue.CreateFromTensor(input.Name, new DenseTensor<bool>(shape)),
            ElementType.UInt8 => NamedOnnxValue.CreateFromTensor(input.Name, new DenseTensor<byte>(shape)),
            _ => throw new NotSupportedException($"input of {input.Type}"),
        };
    }

    private static RuntimeShapes Read(DisposableNamedOnnxValue result) => (TensorElementType)result.ElementType switch
    {
        TensorElementType.Float => From(result.AsTensor<float>(), value => value),
        TensorElementType.Double => From(result.AsTensor<double>(), value => value),
        TensorElementType.Int64 => From(result.AsTensor<long>(), value => value),
        TensorElementType.Int32 => From(result.AsTensor<int>(), value => value),
        TensorElementType.Bool => From(result.AsTensor<bool>(), value => value ? 1 : 0),
        TensorElementType.UInt8 => From(result.AsTensor<byte>(), value => value),
        TensorElementType.Int8 => From(result.AsTensor<sbyte>(), value => value),
        var type => throw new NotSupportedException($"output of {type}"),
    };

    private static RuntimeShapes From<T>(Tensor<T> tensor, Func<T, double> number)
    {
        var type = typeof(T) == typeof(float) ? ElementType.Float32 : typeof(T) == typeof(double) ? ElementType.Float64
            : typeof(T) == typeof(long) ? ElementType.Int64 : typeof(T) == typeof(int) ? ElementType.Int32
            : typeof(T) == typeof(bool) ? ElementType.Bool : typeof(T) == typeof(byte) ? ElementType.UInt8 : ElementType.Int8;
        return new(type, new TensorShape(tensor.Dimensions.ToArray().Select(length => (Dim)length)), [.. tensor.Select(number)]);
    }
}
