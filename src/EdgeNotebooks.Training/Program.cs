using EdgeNotebooks.Training;
using EdgeNotebooks.Training.Learning;
using EdgeNotebooks.Training.Native;

try
{
    var options = TrainingOptions.Parse(args);
    RuntimeRequirement.Relax(AppContext.BaseDirectory, Console.Error.WriteLine);
    var checkpoint = Path.Combine(options.WorkFolder, "checkpoint.bin");
    var loop = new TrainingLoop(options.Recipe.Task, options.Recipe.Settings, checkpoint, Console.Error.WriteLine);
    loop.Run();
    return 0;
}
catch (ArgumentException usage)
{
    Console.Error.WriteLine($"error: {usage.Message}");
    return 2;
}
