using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Schema;
using EdgeNotebooks.Onnx.Surgery;
using EdgeNotebooks.Operators.EarlyExit;
using EdgeNotebooks.Operators.Partition;
using Microsoft.ML.OnnxRuntime;

namespace EdgeNotebooks.Operators.Verification;

/// <summary>Checks transforms by running them.</summary>
public static class ModelVerification
{
    /// <summary>Compares the chain of parts with the whole.</summary>
    /// <exception cref="Inference.ModelLoadException">ONNX Runtime does not take one of the models.</exception>
    /// <exception cref="ArgumentException">The inputs do not fit.</exception>
    public static Proof Verify(this PartitionedModel partition, ProofSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(partition);
        var whole = partition.Whole;
        return Compare("partition", whole, [.. partition.Cuts.Select(cut => string.Join(",", cut))], settings ?? new(),
            (inputs, session) => Run([whole], inputs, session), (inputs, session) => Run(partition.Parts, inputs, session), whole.Outputs);
    }

    /// <summary>Compares a model that goes straight from one tensor to another with its head up to the one, followed by its tail from the other.</summary>
    /// <param name="model">The model as it was.</param>
    /// <param name="exited">What <see cref="ModelEarlyExit.EarlyExit(OnnxModel, string, string)"/> made of it.</param>
    /// <param name="from">Where the exit leaves.</param>
    /// <param name="to">Where it comes back.</param>
    /// <param name="settings">On what it is checked.</param>
    /// <exception cref="Inference.ModelLoadException">ONNX Runtime does not take one of the models.</exception>
    /// <exception cref="ArgumentException">The inputs do not fit.</exception>
    public static Proof VerifyEarlyExit(this OnnxModel model, OnnxModel exited, string from, string to, ProofSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(exited);
        var (head, tail) = HeadAndTail(model, from, to);
        return Compare("earlyexit", model, [from, to], settings ?? new(), Reference, (inputs, session) => Run([exited], inputs, session), model.Outputs);

        IReadOnlyDictionary<string, Tensor> Reference(IReadOnlyDictionary<string, Tensor> inputs, SessionSettings session)
        {
            var left = head is null ? inputs[from] : Run([head], inputs, session)[from];
            var given = new Dictionary<string, Tensor>(inputs) { [to] = left };
            return tail is null ? given : Run([tail], given, session);
        }
    }

    private static Proof Compare(
        string transform, OnnxModel model, IReadOnlyList<string> detail, ProofSettings settings,
        Func<IReadOnlyDictionary<string, Tensor>, SessionSettings, IReadOnlyDictionary<string, Tensor>> reference,
        Func<IReadOnlyDictionary<string, Tensor>, SessionSettings, IReadOnlyDictionary<string, Tensor>> changed,
        IReadOnlyList<ValueInfo> outputs)
    {
        var inputs = DrawnInputs.For(model.Inputs, settings);
        var quantized = model.Graph.Nodes.Any(node => IsQuantized(node.Proto.OpType));
        var exact = At(new SessionSettings { Threads = 1, Optimize = false });
        var optimized = At(new SessionSettings { Threads = 1 });
        var passed = exact.All(output => output.Identical) && (quantized || optimized.All(output => output.Relative <= settings.Tolerance));
        return new Proof(
            transform, model.Label, detail, inputs.ToDictionary(pair => pair.Key, pair => string.Join('x', pair.Value.Shape)), DrawnInputs.Hash(inputs),
            settings.Seed, quantized, settings.Tolerance, exact, optimized, passed,
            typeof(ModelVerification).Assembly.GetName().Version!.ToString(3), OrtEnv.Instance().GetVersionString());

        List<OutputComparison> At(SessionSettings session)
        {
            var (expected, actual) = (reference(inputs, session), changed(inputs, session));
            return [.. outputs.Select(output => OutputComparison.Of(output.Name, expected[output.Name], actual[output.Name]))];
        }
    }

    private static bool IsQuantized(string opType) =>
        opType.StartsWith("QLinear", StringComparison.Ordinal) || opType.EndsWith("Integer", StringComparison.Ordinal)
        || opType is "QuantizeLinear" or "DequantizeLinear" or "DynamicQuantizeLinear";

    private static IReadOnlyDictionary<string, Tensor> Run(IEnumerable<OnnxModel> models, IReadOnlyDictionary<string, Tensor> inputs, SessionSettings settings)
    {
        using var chain = SessionChain.Open(models, settings);
        return chain.Run(inputs);
    }

    /// <summary>The model up to one tensor, and from the other on; null where that is nothing.</summary>
    private static (OnnxModel? Head, OnnxModel? Tail) HeadAndTail(OnnxModel model, string from, string to)
    {
        var source = model.Proto.Graph;
        var flow = new Onnx.Cuts.FlowGraph(model.Graph);
        var outputs = source.Output.Where(output => output.Name != to).ToList();
        OnnxModel? head = model.Graph.Require(from).IsInput ? null : Of([from], stop: null, [Division.Stated(flow, model.Graph.Require(from))], []);
        OnnxModel? tail = outputs.Count == 0 ? null : Of(outputs.Select(output => output.Name), to, outputs, [Division.Stated(flow, model.Graph.Require(to))]);
        return (head, tail);

        OnnxModel Of(IEnumerable<string> ends, string? stop, IReadOnlyList<ValueInfoProto> made, IReadOnlyList<ValueInfoProto> extra)
        {
            var needed = new bool[model.Graph.Nodes.Length];
            var open = new Stack<string>(ends);
            while (open.TryPop(out var name))
            {
                if (name == stop || model.Graph.Require(name).Producer is not { } node || needed[node]) continue;
                needed[node] = true;
                foreach (var input in model.Graph.Nodes[node].Inputs) open.Push(model.Graph.Tensors[input].Name);
            }

            var nodes = model.Graph.Nodes.Where(node => needed[node.Index]).Select(node => node.Proto).ToList();
            var read = nodes.SelectMany(OuterNames.ReadBy).ToHashSet();
            var inputs = source.Input.Where(input => model.Graph.Require(input.Name).IsInput && read.Contains(input.Name));
            return Extraction.Of(model, $"{model.Label} ({(stop is null ? "head" : "tail")})", nodes, [.. inputs, .. extra.Where(info => read.Contains(info.Name))], made);
        }
    }
}
