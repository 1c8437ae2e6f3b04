using System.Text.Json;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Imaging;

/// <summary>
/// Reads preprocessing from JSON. Every key may be left out:
/// <c>shortSide</c> (pixels), <c>size</c> ([width, height] to stretch to), <c>resampling</c> (<c>bilinear</c>, <c>bilinear_four_pixels</c>,
/// <c>nearest</c>), <c>crop</c> (side, or [width, height]), <c>range</c> (<c>0..1</c>, <c>0..255</c>), <c>mean</c> (three numbers in that range,
/// R, G, B, or <c>own</c>), <c>std</c> (three numbers), <c>padToMultipleOf</c>, <c>layout</c> (<c>nchw</c>, <c>nhwc</c>), <c>channels</c>
/// (<c>rgb</c>, <c>bgr</c>), <c>orientation</c> (<c>stored</c>, <c>upright</c>). Comments and trailing commas are allowed.
/// </summary>
internal sealed class PreprocessingFile
{
    private static readonly string[] s_keys =
        ["shortSide", "size", "resampling", "crop", "range", "mean", "std", "padToMultipleOf", "layout", "channels", "orientation"];

    private readonly string _file;
    private readonly JsonElement _root;

    private PreprocessingFile(string file, JsonElement root) => (_file, _root) = (file, root);

    public static Preprocessing Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path)) throw new InvalidPreprocessingException(path, "there is no such file");
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path), new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new InvalidPreprocessingException(path, "this is no JSON object; write { \"shortSide\": 256, \"crop\": 224, ... }");
            return new PreprocessingFile(path, document.RootElement).Read();
        }
        catch (JsonException e)
        {
            throw new InvalidPreprocessingException(path, $"this is no JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1})", inner: e);
        }
    }

    private Preprocessing Read()
    {
        foreach (var property in _root.EnumerateObject().Where(property => !s_keys.Contains(property.Name)))
            throw new InvalidPreprocessingException(_file, $"is no key of a preprocessing file; closest: '{NearestName.Among(property.Name, s_keys, 1)[0]}'", property.Name);
        var settings = new Preprocessing
        {
            ShortSide = Has("shortSide") is { } side ? Side("shortSide", side) : null,
            Stretch = Has("size") is { } size ? Size("size", size) : null,
            Resampling = Word("resampling", ("bilinear", Resampling.Bilinear), ("bilinear_four_pixels", Resampling.BilinearFourPixels), ("nearest", Resampling.Nearest)),
            Crop = Has("crop") is { } crop ? Size("crop", crop) : null,
            Range = Word("range", ("0..1", ValueRange.ZeroToOne), ("0..255", ValueRange.ZeroTo255)),
            Mean = Has("mean") is not { } mean ? default(ChannelValues) : mean is { ValueKind: JsonValueKind.String } && mean.GetString() == "own" ? null : Three("mean", mean),
            Deviation = Has("std") is { } deviation ? Three("std", deviation) : new(1, 1, 1),
            PadToMultipleOf = Has("padToMultipleOf") is { } pad ? Side("padToMultipleOf", pad) : 1,
            Layout = Word("layout", ("nchw", TensorLayout.Nchw), ("nhwc", TensorLayout.Nhwc)),
            Channels = Word("channels", ("rgb", ChannelOrder.Rgb), ("bgr", ChannelOrder.Bgr)),
            Orientation = Word("orientation", ("stored", PictureOrientation.AsStored), ("upright", PictureOrientation.Upright)),
        };
        return settings.Problem() is { } problem ? throw new InvalidPreprocessingException(_file, problem) : settings;
    }

    private JsonElement? Has(string key) => _root.TryGetProperty(key, out var value) ? value : null;

    private int Side(string key, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var side) && side >= 1
            ? side
            : throw Wrong(key, value, "a whole number of pixels, at least 1");

    private PictureSize Size(string key, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => new(Side(key, value), Side(key, value)),
        JsonValueKind.Array when value.GetArrayLength() == 2 => new(Side(key, value[0]), Side(key, value[1])),
        _ => throw Wrong(key, value, "a side in pixels, or [width, height]"),
    };

    private ChannelValues Three(string key, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() != 3 || value.EnumerateArray().Any(one => one.ValueKind != JsonValueKind.Number))
            throw Wrong(key, value, "three numbers, for red, green and blue" + (key == "mean" ? ", or \"own\"" : ""));
        return new(value[0].GetSingle(), value[1].GetSingle(), value[2].GetSingle());
    }

    private T Word<T>(string key, params ReadOnlySpan<(string Word, T Value)> choices)
    {
        if (Has(key) is not { } value) return choices[0].Value;
        foreach (var (word, choice) in choices)
            if (value.ValueKind == JsonValueKind.String && value.GetString() == word) return choice;
        var words = new List<string>();
        foreach (var (word, _) in choices) words.Add($"\"{word}\"");
        throw Wrong(key, value, string.Join(" or ", words));
    }

    private InvalidPreprocessingException Wrong(string key, JsonElement value, string expected) => new(_file, $"is {value.GetRawText()}; {expected} was expected", key);
}
