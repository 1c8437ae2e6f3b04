using EdgeNotebooks.Onnx.Schema;

namespace EdgeNotebooks.Onnx.Storage;

/// <summary>Writes models to files: several appear together or not at all.</summary>
internal static class ModelFile
{
    private const int DataAlignment = 4096;

    /// <summary>Writes each model to its path; a data file, where one is needed, appears before the model that reads it.</summary>
    /// <exception cref="ModelWriteException">A folder cannot be written to, the disk is full, or a model is too large.</exception>
    public static void Write(IEnumerable<(OnnxModel Model, string Path)> models, ExternalDataMode mode)
    {
        var outputs = new List<FileOutput>();
        try
        {
            foreach (var (model, path) in models) Write(model, path, mode, outputs);
            foreach (var output in outputs) output.Complete();
            foreach (var output in outputs) output.Commit();
        }
        finally
        {
            foreach (var output in outputs) output.Dispose();
        }
    }

    private static void Write(OnnxModel model, string path, ExternalDataMode mode, List<FileOutput> outputs)
    {
        foreach (var source in model.Payloads.OfType<RangePayload>().Select(payload => payload.Source).OfType<FileSource>().Distinct())
            source.RequireUnchanged();

        var proto = model.Proto;
        if (TensorWalk.In(proto).Any(tensor => tensor.HasPayload && (ExternalData.Is(tensor) || mode == ExternalDataMode.Separate)))
        {
            proto = proto.Clone();
            Place(proto, model.Payloads, path, mode, outputs, everything: mode == ExternalDataMode.Separate);
        }

        var writer = new ModelWriter(proto, model.Payloads);
        if (writer.Length > ModelWriter.LargestMessage && mode == ExternalDataMode.AsLoaded)
        {
            foreach (var output in outputs.Where(output => output.Target == DataPath(path)).ToList())
            {
                outputs.Remove(output);
                output.Dispose();
            }

            proto = model.Proto.Clone();
            Place(proto, model.Payloads, path, mode, outputs, everything: true);
            writer = new ModelWriter(proto, model.Payloads);
        }

        if (writer.Length > ModelWriter.LargestMessage)
            throw new ModelWriteException(path, $"the model has {writer.Length} bytes and an ONNX file at most {ModelWriter.LargestMessage}; keep its weights in a separate file");
        var file = new FileOutput(path);
        outputs.Add(file);
        writer.WriteTo(file);
    }

    private static void Place(
        ModelProto proto, IReadOnlyList<Payload> payloads, string path, ExternalDataMode mode, List<FileOutput> outputs, bool everything)
    {
        var location = Path.GetFileName(DataPath(path));
        FileOutput? data = null;
        var placed = new Dictionary<uint, long>();
        foreach (var tensor in TensorWalk.In(proto).Where(tensor => tensor.HasPayload))
        {
            var payload = payloads[(int)tensor.Payload];
            var wanted = mode != ExternalDataMode.Inline && (everything || ExternalData.Is(tensor));
            if (!wanted || !IsRaw(tensor, payload))
            {
                ExternalData.Clear(tensor);
                continue;
            }

            if (data is null) outputs.Add(data = new FileOutput(DataPath(path)));
            if (!placed.TryGetValue(tensor.Payload, out var offset))
            {
                data.Align(DataAlignment);
                placed[tensor.Payload] = offset = data.Position;
                payload.CopyTo(data);
            }

            ExternalData.Place(tensor, location, offset, payload.Length);
        }
    }

    private static string DataPath(string path) => path + ".data";

    /// <summary>Whether a payload's bytes are what raw_data would hold: floats in their own field are, packed integers are not.</summary>
    private static bool IsRaw(TensorProto tensor, Payload payload) =>
        payload.Field == StreamedPayload.RawData
        || (payload.Field == 4 && tensor.DataType == (int)ElementType.Float32)
        || (payload.Field == 10 && tensor.DataType == (int)ElementType.Float64);
}
