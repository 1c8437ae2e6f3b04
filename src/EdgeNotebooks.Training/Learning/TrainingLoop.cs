using System.Diagnostics;
using EdgeNotebooks.Subjects.Cards;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace EdgeNotebooks.Training.Learning;

/// <summary>Trains a network from settings; resumes from its checkpoint after an interruption.</summary>
internal sealed class TrainingLoop(ILearningTask task, TrainingSettings settings, string checkpointFile, Action<string> log)
{
    private const int ValidationPictures = 1000;

    /// <summary>
    /// The trained network in evaluation mode, and the seconds spent, those before an interruption included. The score that is
    /// logged is on other pictures of the training stream; held-out ones are not looked at here.
    /// </summary>
    public (Module<Tensor, Tensor> Network, TimeSpan Duration) Run()
    {
        random.manual_seed((long)settings.Seed);
        var network = task.CreateNetwork();
        using var optimizer = optim.AdamW(network.parameters(), settings.PeakLearningRate, weight_decay: settings.WeightDecay);
        var checkpoint = new Checkpoint(checkpointFile, settings);
        var start = checkpoint.Restore(network, optimizer);
        if (start.Epochs > 0) log($"resumed after epoch {start.Epochs} of {settings.Epochs}");
        var progress = new ProgressLog(settings, log, start.Epochs * settings.StepsPerEpoch);
        var clock = Stopwatch.StartNew();
        for (var epoch = start.Epochs; epoch < settings.Epochs; epoch++)
        {
            RunEpoch(network, optimizer, epoch, progress);
            checkpoint.Save(network, optimizer, new(epoch + 1, start.Seconds + clock.Elapsed.TotalSeconds));
            progress.Epoch(epoch + 1, Validate(network));
        }

        network.eval();
        return (network, TimeSpan.FromSeconds(start.Seconds) + clock.Elapsed);
    }

    private void RunEpoch(Module<Tensor, Tensor> network, OptimizerHelper optimizer, int epoch, ProgressLog progress)
    {
        network.train();
        for (var i = 0; i < settings.StepsPerEpoch; i++)
        {
            using var pause = CollectionPause.Begin();
            using var scope = NewDisposeScope();
            var step = epoch * settings.StepsPerEpoch + i;
            foreach (var group in optimizer.ParamGroups) group.LearningRate = CosineSchedule.RateAt(settings, step);
            var batch = task.Draw(settings.Seed, epoch * settings.PicturesPerEpoch + i * settings.BatchSize, settings.BatchSize);
            var loss = task.Loss(network.call(batch.Input), batch.Target);
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            var value = loss.item<float>();
            if (!float.IsFinite(value)) throw new InvalidOperationException($"the loss is {value} at step {step}; a lower learning rate may help");
            progress.Step(step + 1, value);
        }
    }

    private double Validate(Module<Tensor, Tensor> network)
    {
        network.eval();
        using var mode = inference_mode();
        const int size = 50;
        return Enumerable.Range(0, ValidationPictures / size).Average(i =>
        {
            using var pause = CollectionPause.Begin();
            using var scope = NewDisposeScope();
            var batch = task.Draw(settings.Seed + 1, i * size, size);
            return task.ScorePercent(network.call(batch.Input), batch.Target);
        });
    }
}
