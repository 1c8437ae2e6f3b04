using System.Diagnostics;
using EdgeNotebooks.Subjects.Cards;

namespace EdgeNotebooks.Training.Learning;

/// <summary>Plain progress lines, at most one every ten seconds, with the time that is probably left.</summary>
internal sealed class ProgressLog(TrainingSettings settings, Action<string> log, int firstStep)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _last;
    private double _loss = double.NaN;

    /// <summary>Reports <paramref name="done"/> steps; the loss is shown as a running mean over about 50 steps.</summary>
    public void Step(int done, double loss)
    {
        _loss = double.IsNaN(_loss) ? loss : _loss + 0.02 * (loss - _loss);
        if (_clock.Elapsed - _last < Interval) return;
        _last = _clock.Elapsed;
        log(FormattableString.Invariant($"step {done}/{settings.Steps}  loss {_loss:0.000}  {Left(done)}"));
    }

    /// <summary>Reports a finished epoch.</summary>
    public void Epoch(int epoch, double scorePercent) => log(FormattableString.Invariant(
        $"epoch {epoch}/{settings.Epochs}  loss {_loss:0.000}  validation {scorePercent:0.0} %  {Left(epoch * settings.StepsPerEpoch)}"));

    private string Left(int done)
    {
        var left = _clock.Elapsed / (done - firstStep) * (settings.Steps - done);
        return FormattableString.Invariant($"elapsed {_clock.Elapsed:hh\\:mm\\:ss}, about {left:hh\\:mm\\:ss} left");
    }
}
