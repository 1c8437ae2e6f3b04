using System.Globalization;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Training;

/// <summary>The command line: <c>SUBJECT [--out DIR] [--work DIR] [--epochs N] [--seed N]</c>.</summary>
/// <param name="Recipe">What to train, with the overrides of epochs and seed applied.</param>
/// <param name="OutFolder">Where model and card go.</param>
/// <param name="WorkFolder">Where checkpoints are kept.</param>
internal sealed record TrainingOptions(Recipe Recipe, string OutFolder, string WorkFolder)
{
    public const string Usage = "SUBJECT [--out DIR] [--work DIR] [--epochs N] [--seed N]";

    /// <exception cref="ArgumentException">A word that is not understood; the message says what was expected.</exception>
    public static TrainingOptions Parse(IReadOnlyList<string> args)
    {
        if (args.Count == 0) throw new ArgumentException($"expected {Usage}; subjects: {Subjects()}");
        var recipe = Recipe.All.FirstOrDefault(one => one.Subject == args[0]) ?? throw new ArgumentException(
            $"'{args[0]}' cannot be trained; closest: '{NearestName.Among(args[0], Recipe.All.Select(one => one.Subject), 1)[0]}'");
        var options = new TrainingOptions(recipe, "models", Path.Combine("artifacts", "training", recipe.Subject));
        for (var i = 1; i < args.Count; i += 2)
        {
            if (i + 1 == args.Count) throw new ArgumentException($"{args[i]} needs a value; expected {Usage}");
            options = options.With(args[i], args[i + 1]);
        }

        return options;
    }

    private TrainingOptions With(string name, string value) => name switch
    {
        "--out" => this with { OutFolder = value },
        "--work" => this with { WorkFolder = value },
        "--epochs" => this with { Recipe = Recipe with { Settings = Recipe.Settings with { Epochs = (int)Number(name, value, least: 1) } } },
        "--seed" => this with { Recipe = Recipe with { Settings = Recipe.Settings with { Seed = (ulong)Number(name, value, least: 0) } } },
        _ => throw new ArgumentException($"unknown option '{name}'; expected {Usage}"),
    };

    private static long Number(string name, string value, long least) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw new ArgumentException($"{name} needs a whole number from {least}, not '{value}'");

    private static string Subjects() => string.Join(", ", Recipe.All.Select(one => one.Subject));
}
