using EdgeNotebooks.Training;
using EdgeNotebooks.Training.Export;
using EdgeNotebooks.Training.Learning;
using EdgeNotebooks.Training.Native;

try
{
    var options = TrainingOptions.Parse(args);
    RuntimeRequirement.Relax(AppContext.BaseDirectory, Console.Error.WriteLine);
    var checkpoint = Path.Combine(options.WorkFolder, "checkpoint.bin");
    var loop = new TrainingLoop(options.Recipe.Task, options.Recipe.Settings, checkpoint, Console.Error.WriteLine);
    var (network, duration) = loop.Run();
    var card = Exporter.Export(options.Recipe, network, duration, options.OutFolder);
    File.Delete(checkpoint);
    var score = card.Metrics.Top1Pct is { } top ? FormattableString.Invariant($"top-1 {top:0.00} %") : FormattableString.Invariant($"mean IoU {card.Metrics.MeanIouPct:0.00} %");
    Console.Error.WriteLine($"wrote {card.Subject}.onnx and its card to {options.OutFolder}: {score}, {card.Bytes} bytes");
    return 0;
}
catch (ArgumentException usage)
{
    Console.Error.WriteLine($"error: {usage.Message}");
    return 2;
}
catch (Exception failure)
{
    Console.Error.WriteLine($"error: {failure.Message.ReplaceLineEndings(" ")}");
    return 1;
}
