using System.Globalization;
using EdgeNotebooks.Onnx.Schema;

namespace EdgeNotebooks.Onnx.Storage;

/// <summary>Values kept in files beside a model. The folder of the model is the boundary: nothing outside it is opened.</summary>
internal static class ExternalData
{
    /// <summary>TensorProto.DataLocation.EXTERNAL.</summary>
    private const int External = 1;

    public static bool Is(TensorProto tensor) => tensor.DataLocation == External;

    /// <summary>Gives every external tensor of <paramref name="model"/> a payload; <paramref name="path"/> is null for a model that comes from no file.</summary>
    /// <exception cref="ExternalDataException">A location is missing, leaves the folder, or is too short.</exception>
    public static void Attach(ModelProto model, List<Payload> payloads, string name, string? path)
    {
        var files = new Dictionary<string, FileSource>();
        foreach (var tensor in TensorWalk.In(model).Where(Is))
        {
            var entries = tensor.ExternalData.GroupBy(entry => entry.Key).ToDictionary(group => group.Key, group => group.Last().Value);
            var location = entries.GetValueOrDefault("location", "");
            ExternalDataException Failure(string reason) => new(name, tensor.Name, location, reason);

            if (tensor.HasPayload) throw Failure("the tensor also holds values itself");
            if (location.Length == 0) throw Failure("no location is given");
            if (path is null) throw Failure("the model was read from memory and has no folder; load it from its file");
            if (!files.TryGetValue(location, out var file)) files[location] = file = Open(path, location, Failure);

            var offset = Number(entries, "offset", Failure) ?? 0;
            var length = Number(entries, "length", Failure) ?? TensorData.ExpectedBytes(tensor) ?? file.Length - offset;
            if (offset > file.Length || length < 0 || length > file.Length - offset)
                throw Failure($"bytes {offset} to {(Int128)offset + length} are wanted, but the file has {file.Length}; fetch it again");
            tensor.Payload = (uint)payloads.Count;
            payloads.Add(new RangePayload(StreamedPayload.RawData, file, offset, length));
        }
    }

    /// <summary>Points <paramref name="tensor"/> to a range of a data file.</summary>
    public static void Place(TensorProto tensor, string location, long offset, long length)
    {
        Clear(tensor);
        tensor.ClearPayload();
        tensor.DataLocation = External;
        Add("location", location);
        Add("offset", offset.ToString(CultureInfo.InvariantCulture));
        Add("length", length.ToString(CultureInfo.InvariantCulture));

        void Add(string key, string value) => tensor.ExternalData.Add(new StringStringEntryProto { Key = key, Value = value });
    }

    /// <summary>Makes <paramref name="tensor"/> an ordinary one; its payload stays.</summary>
    public static void Clear(TensorProto tensor)
    {
        tensor.ExternalData.Clear();
        tensor.ClearDataLocation();
    }

    private static FileSource Open(string modelPath, string location, Func<string, ExternalDataException> failure)
    {
        if (Path.IsPathRooted(location) || location.Contains('\0')) throw failure("the path must be relative to the model's folder");
        var root = Path.GetDirectoryName(modelPath)!;
        var path = Path.GetFullPath(location, root);
        if (!IsBelow(path, root)) throw failure("the path leaves the model's folder, which is refused");
        if (!File.Exists(path)) throw failure("there is no such file; put it beside the model");
        var real = RealPath.Of(path);
        if (!IsBelow(real, RealPath.Of(root)) && !IsBelow(real, Path.GetDirectoryName(RealPath.Of(modelPath))!))
            throw failure("it is a link that leaves the model's folder, which is refused");
        try
        {
            return FileSource.Open(path);
        }
        catch (InvalidModelException e)
        {
            throw failure(e.Reason);
        }
    }

    private static bool IsBelow(string path, string root) =>
        path.StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static long? Number(Dictionary<string, string> entries, string key, Func<string, ExternalDataException> failure)
    {
        if (!entries.TryGetValue(key, out var text)) return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw failure($"its {key} '{text}' is no number of bytes");
    }
}
