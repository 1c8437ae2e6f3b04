using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Cuts;
using EdgeNotebooks.Onnx.Schema;
using EdgeNotebooks.Onnx.Surgery;
using EdgeNotebooks.Operators.EarlyExit;
using EdgeNotebooks.Operators.Partition;
using Tensors = System.Collections.Generic.IReadOnlyDictionary<string, EdgeNotebooks.Inference.Tensor>;

namespace EdgeNotebooks.Operators.Verification;

/// <summary>Proves transforms by running them.</summary>
public static class ModelVerification
{
    private static readonly SessionSettings s_exact = new() { Threads = 1, Optimize = false };
    private static readonly SessionSettings s_optimized = new() { Threads = 1 };

    /// <summary>Compares the chain of parts with the whole.</summary>
    /// <param name="partition">The model and its parts.</param>
    /// <param name="inputs">A tensor for each input; drawn from seed 1 if null.</param>
    /// <exception cref="ModelLoadException">ONNX Runtime cannot load the whole or a part.</exception>
    /// <exception cref="ArgumentException">A model does not run on the inputs.</exception>
    public static Proof Verify(this PartitionedModel partition, Tensors? inputs = null)
    {
        ArgumentNullException.ThrowIfNull(partition);
        var whole = partition.Whole;
        inputs ??= RandomInputs.Of(whole);
        return Compare("the parts compute the model", whole, inputs, settings => Run([whole], inputs, settings), settings => Run(partition.Parts, inputs, settings));
    }

    /// <summary>Compares an early-exited model with the head of the model up to one tensor followed by its tail from the other.</summary>
    /// <param name="model">The model as it was.</param>
    /// <param name="exited">What <see cref="ModelEarlyExit.EarlyExit(OnnxModel, string, string)"/> made of it.</param>
    /// <param name="from">Where the exit leaves.</param>
    /// <param name="to">Where it comes back.</param>
    /// <param name="inputs">A tensor for each input; drawn from seed 1 if null.</param>
    /// <exception cref="ModelLoadException">ONNX Runtime cannot load one of the models.</exception>
    /// <exception cref="ArgumentException">A model does not run on the inputs.</exception>
    public static Proof VerifyEarlyExit(this OnnxModel model, OnnxModel exited, string from, string to, Tensors? inputs = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(exited);
        inputs ??= RandomInputs.Of(model);
        var (head, tail) = HeadAndTail(model, from, to);
        return Compare("the exited model is the head up to the exit followed by the tail", model, inputs, Reference, settings => Run([exited], inputs, settings));

        Tensors Reference(SessionSettings settings)
        {
            var left = head is null ? inputs[from] : Run([head], inputs, settings)[from];
            var given = new Dictionary<string, Tensor>(inputs) { [to] = left };
            return tail is null ? given : Run([tail], given, settings);
        }
    }

    private static Proof Compare(
        string claim, OnnxModel model, Tensors inputs, Func<SessionSettings, Tensors> reference, Func<SessionSettings, Tensors> changed)
    {
        return new Proof(claim, At(s_exact), At(s_optimized), model.IsQuantized(), inputs.ToDictionary(input => input.Key, input => string.Join('x', input.Value.Shape)), RandomInputs.Hash(inputs));

        List<OutputComparison> At(SessionSettings settings)
        {
            var (expected, actual) = (reference(settings), changed(settings));
            return [.. model.Outputs.Select(output => OutputComparison.Of(output.Name, expected[output.Name], actual[output.Name]))];
        }
    }

    private static Tensors Run(IEnumerable<OnnxModel> models, Tensors inputs, SessionSettings settings)
    {
        using var chain = SessionChain.Open(models, settings);
        return chain.Run(inputs);
    }

    /// <summary>The model up to one tensor, and from the other on; null where that is nothing.</summary>
    private static (OnnxModel? Head, OnnxModel? Tail) HeadAndTail(OnnxModel model, string from, string to)
    {
        var source = model.Proto.Graph;
        var flow = new FlowGraph(model.Graph);
        var outputs = source.Output.Where(output => output.Name != to).ToList();
        var head = model.Graph.Require(from).IsInput ? null : Of([from], stop: null, [Division.Stated(flow, model.Graph.Require(from))], []);
        var tail = outputs.Count == 0 ? null : Of(outputs.Select(output => output.Name), to, outputs, [Division.Stated(flow, model.Graph.Require(to))]);
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
            var read = nodes.SelectMany(OuterNames.ReadBy).Concat(made.Select(info => info.Name)).ToHashSet();
            var inputs = source.Input.Where(input => model.Graph.Require(input.Name).IsInput && read.Contains(input.Name));
            return Extraction.Of(model, $"{model.Label} ({(stop is null ? "head" : "tail")})", nodes, [.. inputs, .. extra.Where(info => read.Contains(info.Name))], made);
        }
    }
}
