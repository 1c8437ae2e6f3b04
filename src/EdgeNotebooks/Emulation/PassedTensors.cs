using EdgeNotebooks.Onnx;

namespace EdgeNotebooks.Emulation;

/// <summary>
/// Which tensors travel past a part: made or given before it, and read behind it, as where a shortcut begins before two cuts; and
/// outputs of the whole model that an early part makes.
/// </summary>
internal static class PassedTensors
{
    /// <summary>For each part the inputs that travel on beside its outputs.</summary>
    /// <param name="parts">First to last.</param>
    /// <param name="outputs">Of the whole model; what nobody reads is one, too.</param>
    public static IReadOnlyList<IReadOnlyList<string>> Of(IReadOnlyList<OnnxModel> parts, IReadOnlyList<string> outputs)
    {
        var made = parts.Select(part => part.Outputs.Select(output => output.Name).ToHashSet()).ToArray();
        var read = parts.Select(part => part.Inputs.Select(input => input.Name).ToHashSet()).ToArray();
        var passed = new List<string>[parts.Count];
        // What no part makes, the caller gives.
        HashSet<string> here = [.. read.SelectMany(names => names).Except(made.SelectMany(names => names))];
        for (var i = 0; i < parts.Count; i++)
        {
            passed[i] = [.. here.Where(name => !made[i].Contains(name) && IsWanted(name, i)).Order(StringComparer.Ordinal)];
            here = [.. made[i], .. passed[i]];
        }

        return passed;

        bool IsWanted(string name, int part)
        {
            if (read.Skip(part + 1).Any(names => names.Contains(name))) return true;
            var maker = Array.FindIndex(made, names => names.Contains(name));
            return maker >= 0 && maker < part && (outputs.Contains(name) || !read.Skip(maker + 1).Any(names => names.Contains(name)));
        }
    }
}
