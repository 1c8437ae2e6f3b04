using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Cost;
using EdgeNotebooks.Onnx.Schema;
using EdgeNotebooks.Onnx.Shapes;
using EdgeNotebooks.Units;
using Google.Protobuf;

namespace EdgeNotebooks.Tests.Onnx.Shapes;

/// <summary>Whatever a file states: what still loads is inferred and counted without an exception.</summary>
public class DamagedModelTests
{
    private const int DamagesPerModel = 60;

    private static readonly long[] s_oddNumbers = [0, -1, 1, 2, -2, 7, 64, 1025, int.MaxValue, int.MinValue, 1L << 40, long.MaxValue, long.MinValue];

    [Fact]
    public void BytesFlippedAndCutOut_DoNoHarm() => Damage((model, random) =>
    {
        var bytes = model.ToBytes().ToList();
        for (var change = 1 + random.Below(3); change > 0; change--)
        {
            var at = random.Below(bytes.Count);
            switch (random.Below(4))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Below(8)); break;
                case 1: bytes[at] = (byte)random.Below(256); break;
                case 2: bytes.RemoveAt(at); break;
                default: bytes.Insert(at, bytes[at]); break;
            }
        }

        return [.. bytes];
    });

    [Fact]
    public void OddNumbersAndMissingParts_DoNoHarm() => Damage((model, random) =>
    {
        var proto = OnnxModel.FromBytes(model.ToBytes()).Proto;
        for (var change = 1 + random.Below(3); change > 0; change--) Edit(proto, random.Below(9), ref random);
        return proto.ToByteArray();
    });

    private static void Damage(Func<OnnxModel, SplitMix64, byte[]> change)
    {
        var inferred = 0;
        foreach (var (at, graph) in OperatorCases.ByName.Values.Index())
        {
            for (var i = 0; i < DamagesPerModel; i++)
            {
                try
                {
                    var model = OnnxModel.FromBytes(change(graph.Build(), SplitMix64.For(20240607, (ulong)at, (ulong)i)));
                    var shapes = ShapeInference.Infer(model);
                    _ = GraphCost.Of(model, shapes).Macs;
                    Assert.All(model.Graph.Tensors, tensor => AssertValuesFillTheShape(shapes.Fact(tensor.Name)));
                    inferred++;
                }
                catch (Exception e) when (e is InvalidModelException or ExternalDataException)
                {
                }
            }
        }

        Assert.True(inferred > 500, $"only {inferred} damaged models could still be loaded");
    }

    private static void AssertValuesFillTheShape(TensorFact fact)
    {
        if (fact is { Values: { } values, Shape.Elements: { } elements }) Assert.Equal(elements, values.Length);
    }

    private static void Edit(ModelProto model, int kind, ref SplitMix64 random)
    {
        var node = Any(model.Graph.Node, ref random);
        var attribute = node is null ? null : Any(node.Attribute, ref random);
        var number = s_oddNumbers[random.Below(s_oddNumbers.Length)];
        switch (kind)
        {
            case 0 when attribute is not null: attribute.I = number; break;
            case 1 when attribute?.Ints.Count > 0: attribute.Ints[random.Below(attribute.Ints.Count)] = number; break;
            case 2 when attribute is not null: node!.Attribute.Remove(attribute); break;
            case 3 when node?.Input.Count > 0: node.Input[random.Below(node.Input.Count)] = random.Chance(0.5f) ? "" : "x"; break;
            case 4 when node?.Input.Count > 0: node.Input.RemoveAt(random.Below(node.Input.Count)); break;
            case 5 when node is not null: node.OpType = Any(OperatorCases.ByName.Values.ToList(), ref random)!.Build().Proto.Graph.Node[0].OpType; break;
            case 6: model.OpsetImport[0].Version = 1 + random.Below(25); break;
            case 7 when Any(model.Graph.Initializer, ref random) is { DataType: (int)ElementType.Int64, RawData.Length: > 0 } list:
                list.RawData = ByteString.CopyFrom([.. Enumerable.Repeat(BitConverter.GetBytes(number), list.RawData.Length / sizeof(long)).SelectMany(bytes => bytes)]);
                break;
            case 8 when Any(model.Graph.Input[0].Type.TensorType.Shape.Dim, ref random) is { } dim: dim.DimValue = number; break;
        }
    }

    private static T? Any<T>(IList<T> list, ref SplitMix64 random)
        where T : class => list.Count == 0 ? null : list[random.Below(list.Count)];
}
