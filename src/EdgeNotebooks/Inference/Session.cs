using System.Diagnostics;
using EdgeNotebooks.Units;
using Microsoft.ML.OnnxRuntime;

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
    public float[] Run(float[] input, params long[] shape)
    {
        using var value = OrtValue.CreateTensorValueFromMemory(input, shape);
        using var options = new RunOptions();
        try
        {
            using var results = _session.Run(options, [_session.InputNames[0]], [value], [_session.OutputNames[0]]);
            return results[0].GetTensorDataAsSpan<float>().ToArray();
        }
        catch (OnnxRuntimeException e)
        {
            throw new ArgumentException($"'{Path}' does not take float32 [{string.Join(", ", shape)}]: {Reason(e.Message)}", nameof(shape), e);
        }
    }

    /// <summary>Times repeated runs of one input: seconds each, in order, after <paramref name="warmup"/> runs that do not count.</summary>
    /// <param name="input">Values in row-major order.</param>
    /// <param name="shape">Axis lengths.</param>
    /// <param name="runs">Timed runs, at least 1.</param>
    /// <param name="warmup">Runs before them; default 10.</param>
    public Sample Measure(float[] input, long[] shape, int runs, int warmup = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(warmup);
        using var work = Display.Work.Begin("measuring", warmup + runs, "runs");
        var seconds = new double[runs];
        for (var run = -warmup; run < runs; run++)
        {
            var start = Stopwatch.GetTimestamp();
            Run(input, shape);
            var elapsed = Stopwatch.GetElapsedTime(start);
            if (run >= 0) seconds[run] = elapsed.TotalSeconds;
            work.Advance();
        }

        return new Sample(System.IO.Path.GetFileNameWithoutExtension(Path), seconds);
    }

    /// <summary>Frees the native memory at once.</summary>
    public void Dispose() => _session.Dispose();

    /// <summary>ONNX Runtime's message without its error code and source position, one line.</summary>
    private static string Reason(string message) =>
        message.Split("] ", 2)[^1].ReplaceLineEndings(" ").Trim();
}
