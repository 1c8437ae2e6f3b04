using System.Diagnostics;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Cuts;
using EdgeNotebooks.Operators.EarlyExit;
using EdgeNotebooks.Operators.Partition;

namespace EdgeNotebooks.Benchmarks;

/// <summary>
/// Dividing and shortening a 500 MB model (<c>resnet</c> with random weights) against copying it and against the Python package;
/// looking into it; listing the cuts of a large graph. Medians of interleaved rounds, one process each, files warm in the page cache.
/// </summary>
public static class GraphBenchmark
{
    private const int Rounds = 5;
    private const string CutTensor = "/layer3/layer3.16/Add_output_0";
    private const string ExitFrom = "/layer4/layer4.0/Add_output_0";
    private const string ExitTo = "/layer4/layer4.2/Add_output_0";

    /// <summary>The package's own way: extract both halves.</summary>
    private const string PythonExtract = $"""
        import onnx.utils
        onnx.utils.extract_model("resnet.onnx", "p1.onnx", ["input"], ["{CutTensor}"])
        onnx.utils.extract_model("resnet.onnx", "p2.onnx", ["{CutTensor}"], ["output"])
        """;

    /// <summary>As little as can be done with the package: load, rewire, drop what is not needed, save.</summary>
    private const string PythonLean = $"""
        import onnx
        m = onnx.load("resnet.onnx")
        for n in m.graph.node:
            for i, name in enumerate(n.input):
                if name == "{ExitTo}": n.input[i] = "{ExitFrom}"
        makers = dict((o, n) for n in m.graph.node for o in n.output)
        needed, todo = set(), [o.name for o in m.graph.output]
        while todo:
            name = todo.pop()
            if name in needed: continue
            needed.add(name)
            if name in makers: todo.extend(makers[name].input)
        nodes = [n for n in m.graph.node if any(o in needed for o in n.output)]
        keep = [t for t in m.graph.initializer if t.name in needed]
        del m.graph.node[:]; m.graph.node.extend(nodes)
        del m.graph.initializer[:]; m.graph.initializer.extend(keep)
        onnx.save(m, "lean.onnx")
        """;

    public static IEnumerable<Measured> Run()
    {
        var folder = Directory.CreateTempSubdirectory("edgenb-benchmark-").FullName;
        try
        {
            var model = Path.Combine(folder, "resnet.onnx");
            Command.Edgenb(folder, "models", "build", "resnet", "--out", model);
            var rounds = Enumerable.Range(0, Rounds + 1).Select(_ => Round(folder, model)).Skip(1).ToArray();
            double Median(Func<Times, double> of) => rounds.Select(of).Order().ElementAt(Rounds / 2);

            yield return new("graph: writing both halves of a partition, over cp of the file", Median(r => r.WriteParts / r.Copy.Seconds), 1.5, "x");
            yield return new("graph: writing an early exit, over cp of the file", Median(r => r.WriteExit / r.Copy.Seconds), 1.5, "x");
            Console.WriteLine(FormattableString.Invariant($"         the same as commands: {Median(r => r.Partition.Seconds):0.00} s and {Median(r => r.Exit.Seconds):0.00} s, of which starting takes {Median(r => r.Start.Seconds):0.00} s; cp takes {Median(r => r.Copy.Seconds):0.00} s"));
            yield return new("graph: peak memory of a partition", Median(r => r.Partition.PeakBytes / 1e6), 300, "MB");
            yield return new("graph: peak memory of an early exit", Median(r => r.Exit.PeakBytes / 1e6), 300, "MB");
            yield return new("graph: model info, beyond starting the process", Median(r => r.Info.Seconds - r.Start.Seconds), 0.3, "s");
            foreach (var measured in Against(folder, Median(r => r.Partition.Seconds), Median(r => r.Exit.Seconds))) yield return measured;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        var large = Ladder(blocks: 400);
        var watch = Stopwatch.StartNew();
        var cuts = large.Cuts().Count;
        var listed = watch.Elapsed;
        var exits = large.Exits().Count;
        yield return new(FormattableString.Invariant($"graph: {cuts} cuts ({listed.TotalSeconds:0.00} s) and {exits} exits of 2,000 nodes, first time"), watch.Elapsed.TotalSeconds, 1, "s");
    }

    private static IEnumerable<Measured> Against(string folder, double partition, double exit)
    {
        if (Command.Python(folder, "import onnx") is null)
        {
            Console.WriteLine("skipped: the comparison with Python's onnx package, which is not installed");
            yield break;
        }

        yield return new("graph: partition, over Python's extract_model", partition / Command.Python(folder, PythonExtract)!.Seconds, 1 / 20.0, "x");
        yield return new("graph: early exit, over a lean Python script", exit / Command.Python(folder, PythonLean)!.Seconds, 1 / 2.0, "x");
    }

    private static Times Round(string folder, string model)
    {
        foreach (var old in Directory.GetFiles(folder).Where(file => file != model)) File.Delete(old);
        foreach (var old in Directory.GetDirectories(folder)) Directory.Delete(old, recursive: true);
        var loaded = OnnxModel.Load(model);
        return new(
            Time(() => loaded.Partition([CutTensor]).Save(Path.Combine(folder, "written"))), Time(() => loaded.EarlyExit(ExitFrom, ExitTo).Save(Path.Combine(folder, "written.onnx"))),
            Command.Run(folder, "cp", model, Path.Combine(folder, "copy.onnx")),
            Command.Edgenb(folder, "partition", model, "--at", CutTensor, "--out", Path.Combine(folder, "parts"), "--no-verify"),
            Command.Edgenb(folder, "early-exit", model, "--from", ExitFrom, "--to", ExitTo, "--out", Path.Combine(folder, "exit.onnx"), "--no-verify"),
            Command.Edgenb(folder, "model", "info", model), Command.Edgenb(folder, "--version"));
    }

    /// <summary>Seconds of a piece of work in this process.</summary>
    private static double Time(Action work)
    {
        var watch = Stopwatch.StartNew();
        work();
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>Residual blocks of five nodes each on tensors of four values.</summary>
    private static OnnxModel Ladder(int blocks)
    {
        var graph = new GraphBuilder("ladder").Input("x0", ElementType.Float32, 4);
        for (var i = 0; i < blocks; i++)
        {
            graph.Node("Exp", [$"x{i}"], [$"a{i}"]).Node("Neg", [$"a{i}"], [$"b{i}"]).Node("Abs", [$"b{i}"], [$"c{i}"])
                .Node("Add", [$"c{i}", $"x{i}"], [$"d{i}"]).Node("Relu", [$"d{i}"], [$"x{i + 1}"]);
        }

        return graph.Output($"x{blocks}", ElementType.Float32, 4).Build();
    }

    private sealed record Times(double WriteParts, double WriteExit, Command.Cost Copy, Command.Cost Partition, Command.Cost Exit, Command.Cost Info, Command.Cost Start);
}
