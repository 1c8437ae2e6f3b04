using System.Buffers;
using System.Diagnostics;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Units;
using Microsoft.ML.OnnxRuntime;
using TensorElementType = Microsoft.ML.OnnxRuntime.Tensors.TensorElementType;

namespace EdgeNotebooks.Inference;

/// <summary>A model loaded into ONNX Runtime on the CPU, ready to run. Thread-safe; native memory goes with the last reference.</summary>
public sealed class Session : IDisposable
{
    private readonly InferenceSession _session;

    private Session(InferenceSession session, SessionSettings settings, string path) => (_session, Settings, Path) = (session, settings, path);

    /// <summary>The file that it was loaded from.</summary>
    public string Path { get; }

    /// <summary>How it runs.</summary>
    public SessionSettings Settings { get; }

    /// <summary>Inputs by name with their shapes; -1 stands for a free axis.</summary>
    public IReadOnlyDictionary<string, int[]> Inputs => _session.InputMetadata.ToDictionary(input => input.Key, input => input.Value.Dimensions);

    /// <summary>Outputs by name with their shapes; -1 stands for a free axis.</summary>
    public IReadOnlyDictionary<string, int[]> Outputs => _session.OutputMetadata.ToDictionary(output => output.Key, output => output.Value.Dimensions);

    /// <summary>Inputs in the model's order, with type and shape.</summary>
    public IReadOnlyList<ValueInfo> InputTypes => [.. _session.InputNames.Select(name => InfoOf(name, _session.InputMetadata[name]))];

    /// <summary>Outputs in the model's order, with type and shape.</summary>
    public IReadOnlyList<ValueInfo> OutputTypes => [.. _session.OutputNames.Select(name => InfoOf(name, _session.OutputMetadata[name]))];

    /// <summary>Loads a model that need not be in a file: it is saved into a temporary folder, which is gone on return.</summary>
    /// <exception cref="ModelLoadException">ONNX Runtime cannot load it.</exception>
    /// <exception cref="ModelWriteException">The temporary folder has no room for it.</exception>
    public static Session Open(OnnxModel model, SessionSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        var folder = Directory.CreateTempSubdirectory("edgenb-");
        try
        {
            var path = System.IO.Path.Combine(folder.FullName, "model.onnx");
            model.Save(path);
            return Open(path, settings);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Loads a model.</summary>
    /// <exception cref="ModelLoadException">There is no such file, or it is no model that ONNX Runtime can load.</exception>
    public static Session Open(string path, SessionSettings? settings = null)
    {
        settings ??= new();
        if (!File.Exists(path)) throw new ModelLoadException(path, $"model '{path}' does not exist (looked in {Directory.GetCurrentDirectory()})");
        using var options = new SessionOptions
        {
            IntraOpNumThreads = settings.Threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = settings.Optimize ? GraphOptimizationLevel.ORT_ENABLE_ALL : GraphOptimizationLevel.ORT_DISABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        // Idle workers that spin steal the cores of whatever else is measured on this machine.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        if (settings.PreciseInt8) options.AddSessionConfigEntry("session.x64quantprecision", "1");
        if (settings.ProfilePrefix is { } prefix)
        {
            options.ProfileOutputPathPrefix = prefix;
            options.EnableProfiling = true;
        }

        try
        {
            return new(new InferenceSession(path, options), settings, path);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelLoadException(path, $"'{path}' is no ONNX model that ONNX Runtime can load: {Reason(e.Message)}", e);
        }
    }

    /// <summary>Runs a model of one float32 input and returns its first output, flattened in row-major order.</summary>
    /// <param name="input">Values in row-major order; not copied.</param>
    /// <param name="shape">Axis lengths, such as N, C, H, W.</param>
    /// <exception cref="ArgumentException">The model does not take this shape.</exception>
    /// <exception cref="OperationCanceledException">It was stopped by <see cref="RunningInferences.Stop"/>.</exception>
    public float[] Run(float[] input, params long[] shape)
    {
        using var value = OrtValue.CreateTensorValueFromMemory(input, shape);
        try
        {
            using var results = RunningInferences.Run(options => _session.Run(options, [_session.InputNames[0]], [value], [_session.OutputNames[0]]));
            return results[0].GetTensorDataAsSpan<float>().ToArray();
        }
        catch (OnnxRuntimeException e)
        {
            throw new ArgumentException($"'{Path}' does not take float32 [{string.Join(", ", shape)}]: {Reason(e.Message)}", nameof(shape), e);
        }
    }

    /// <summary>Runs a model on named tensors and returns every output by name. Outputs are copied, inputs only without optimisations.</summary>
    /// <param name="inputs">One tensor for each input of the model; others are ignored.</param>
    /// <exception cref="ArgumentException">An input is missing, or the model does not take its type or shape.</exception>
    public IReadOnlyDictionary<string, Tensor> Run(IReadOnlyDictionary<string, Tensor> inputs) => Run(inputs, results =>
        _session.OutputNames.Zip(results, (name, value) => (name, value)).ToDictionary(pair => pair.name, pair => Copy(pair.name, pair.value)));

    /// <summary>Runs a model on named tensors and shows every float32 output where it lies; nothing is copied.</summary>
    /// <param name="inputs">One tensor for each input of the model; others are ignored.</param>
    /// <param name="visit">Called once for each output; the values are gone afterwards.</param>
    /// <exception cref="ArgumentException">An input is missing, or the model does not take its type or shape.</exception>
    internal void Visit(IReadOnlyDictionary<string, Tensor> inputs, OutputVisitor visit) => Run(inputs, results =>
    {
        foreach (var (name, value) in _session.OutputNames.Zip(results)) visit(name, value.GetTensorDataAsSpan<float>());
        return true;
    });

    /// <summary>Times repeated runs of one input: seconds each, in order, after <paramref name="warmup"/> runs that do not count.</summary>
    /// <param name="input">Values in row-major order.</param>
    /// <param name="shape">Axis lengths.</param>
    /// <param name="runs">Timed runs, at least 1.</param>
    /// <param name="warmup">Runs before them; default 10.</param>
    public Sample Measure(float[] input, long[] shape, int runs, int warmup = 10) => Measure(() => Run(input, shape), runs, warmup);

    /// <summary>Times repeated runs on named tensors: seconds each, in order, after <paramref name="warmup"/> runs that do not count.</summary>
    /// <param name="inputs">One tensor for each input of the model.</param>
    /// <param name="runs">Timed runs, at least 1.</param>
    /// <param name="warmup">Runs before them; default 10.</param>
    public Sample Measure(IReadOnlyDictionary<string, Tensor> inputs, int runs, int warmup = 10) => Measure(() => Run(inputs), runs, warmup);

    /// <summary>Ends profiling and returns the path of its file.</summary>
    internal string EndProfiling() => _session.EndProfiling();

    /// <summary>Frees the native memory at once.</summary>
    public void Dispose() => _session.Dispose();

    private T Run<T>(IReadOnlyDictionary<string, Tensor> inputs, Func<IReadOnlyList<OrtValue>, T> take)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var values = new List<OrtValue>();
        var pins = new List<MemoryHandle>();
        try
        {
            foreach (var name in _session.InputNames)
            {
                if (!inputs.TryGetValue(name, out var tensor))
                    throw new ArgumentException($"'{Path}' reads '{name}', but given are {Quoted(inputs.Keys)}", nameof(inputs));
                if (!Settings.Optimize)
                {
                    values.Add(Aligned(tensor));
                    continue;
                }

                pins.Add(tensor.Bytes.Pin());
                values.Add(Wrap(tensor, pins[^1]));
            }

            using var results = RunningInferences.Run(options => _session.Run(options, _session.InputNames, values, _session.OutputNames));
            return take([.. results]);
        }
        catch (OnnxRuntimeException e)
        {
            var given = _session.InputNames.Where(inputs.ContainsKey).Select(name => $"{name}: {inputs[name]}");
            throw new ArgumentException($"'{Path}' does not run on {string.Join("; ", given)}: {Reason(e.Message)}", nameof(inputs), e);
        }
        finally
        {
            foreach (var value in values) value.Dispose();
            foreach (var pin in pins) pin.Dispose();
        }
    }

    private Sample Measure(Action run, int runs, int warmup)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(warmup);
        using var work = Display.Work.Begin("measuring", warmup + runs, "runs");
        var seconds = new double[runs];
        for (var i = -warmup; i < runs; i++)
        {
            var start = Stopwatch.GetTimestamp();
            run();
            var elapsed = Stopwatch.GetElapsedTime(start);
            if (i >= 0) seconds[i] = elapsed.TotalSeconds;
            work.Advance();
        }

        return new Sample(System.IO.Path.GetFileNameWithoutExtension(Path), seconds);
    }

    /// <summary>
    /// A copy that begins where the runtime's own tensors begin within a cache line. Kernels add in another order from elsewhere, and without
    /// optimisations results are compared bit by bit.
    /// </summary>
    private static OrtValue Aligned(Tensor tensor)
    {
        var value = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, (TensorElementType)(int)tensor.Type, [.. tensor.Shape]);
        tensor.Bytes.Span.CopyTo(value.GetTensorMutableRawData());
        return value;
    }

    private static unsafe OrtValue Wrap(Tensor tensor, MemoryHandle pin) => OrtValue.CreateTensorValueWithData(
        OrtMemoryInfo.DefaultInstance, (TensorElementType)(int)tensor.Type, [.. tensor.Shape], (nint)pin.Pointer, tensor.Bytes.Length);

    private Tensor Copy(string name, OrtValue value)
    {
        if (!value.IsTensor) throw new ArgumentException($"output '{name}' of '{Path}' is no tensor; sequences and maps are not supported");
        var info = value.GetTensorTypeAndShape();
        if (info.IsString) throw new ArgumentException($"output '{name}' of '{Path}' holds text; numbers and bool are supported");
        return new Tensor((ElementType)(int)info.ElementDataType, info.Shape, value.GetTensorMutableRawData().ToArray());
    }

    private static ValueInfo InfoOf(string name, NodeMetadata metadata)
    {
        if (!metadata.IsTensor) return new(name, ElementType.Undefined, Shape: null);
        var dims = metadata.Dimensions.Zip(metadata.SymbolicDimensions, (length, symbol) => length >= 0 ? (Dim)(long)length : symbol);
        return new(name, (ElementType)(int)metadata.ElementDataType, new TensorShape(dims));
    }

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));

    /// <summary>ONNX Runtime's message without its error code and source position, one line.</summary>
    private static string Reason(string message) =>
        message.Split("] ", 2)[^1].ReplaceLineEndings(" ").Trim();
}
