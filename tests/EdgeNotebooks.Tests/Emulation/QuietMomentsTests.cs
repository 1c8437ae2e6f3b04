using EdgeNotebooks.Emulation;

namespace EdgeNotebooks.Tests.Emulation;

public class QuietMomentsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NothingBeginsBeforeTheMachineIsFastAgain()
    {
        var now = 1.0;
        var looks = 0;
        // Fast at first; slow for some looks; fast again.
        var moments = new QuietMoments(() => ++looks > 20 ? now = 1 : now);
        Assert.Equal(1, await moments.MeasureAsync(() => Task.FromResult(now), Cancel));
        now = 1.4;
        Assert.Equal(1, await moments.MeasureAsync(() => Task.FromResult(now), Cancel));
        Assert.InRange(looks, 21, int.MaxValue);
        Assert.Equal(1, moments.Share);
    }

    [Fact]
    public async Task WhatEndsInASlowMoment_IsMeasuredAgain()
    {
        var (now, times) = (1.0, 0);
        var moments = new QuietMoments(() => now);
        async Task<int> Measure()
        {
            times++;
            now = times is 2 or 3 ? 1.4 : 1;
            if (times is 2 or 3) _ = Task.Run(async () => { await Task.Delay(100, Cancel); now = 1; }, Cancel);
            return await Task.FromResult(times);
        }

        Assert.Equal(1, await moments.MeasureAsync(Measure, Cancel));
        Assert.Equal(4, await moments.MeasureAsync(Measure, Cancel));
        Assert.Equal(1, moments.Share);
    }

    [Fact]
    public async Task WhereItStaysSlow_ItIsMeasuredAnyway_AndCounted()
    {
        var now = 1.0;
        var moments = new QuietMoments(() => now) { Grace = TimeSpan.FromMilliseconds(200) };
        await moments.MeasureAsync(() => Task.FromResult(0), Cancel);
        now = 1.4;
        Assert.Equal(7, await moments.MeasureAsync(() => Task.FromResult(7), Cancel));
        Assert.Equal(0.5, moments.Share);
    }

    [Fact]
    public async Task WhereNoMomentLasts_TheQuietestCounts()
    {
        // Three probes before each measurement and three after it: quiet before, and after the second 1.6, 1.3 and from then on 1.9 times as slow.
        double[] after = [1, 1.6, 1.3];
        var (probes, times) = (0, 0);
        var moments = new QuietMoments(Probe) { Grace = TimeSpan.FromMilliseconds(400) };
        Assert.Equal(0, await moments.MeasureAsync(Measure, Cancel));
        Assert.Equal(2, await moments.MeasureAsync(Measure, Cancel));
        Assert.True(times > 3);
        Assert.Equal(0.5, moments.Share);

        double Probe()
        {
            var look = probes++ / 3;
            return look % 2 == 0 ? 1 : look / 2 < after.Length ? after[look / 2] : 1.9;
        }

        async Task<int> Measure()
        {
            await Task.Delay(50, Cancel);
            return times++;
        }
    }

    [Fact]
    public async Task WaitingEndsWhereItIsCancelled()
    {
        var now = 1.0;
        var moments = new QuietMoments(() => now);
        await moments.MeasureAsync(() => Task.FromResult(0), Cancel);
        now = 1.4;
        using var stop = new CancellationTokenSource(100);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => moments.MeasureAsync(() => Task.FromResult(0), stop.Token));
    }

    [Fact]
    public async Task ThisMachineIsProbed()
    {
        var moments = new QuietMoments();
        Assert.Equal(5, await moments.MeasureAsync(() => Task.FromResult(5), Cancel));
        Assert.InRange(moments.Share, 0, 1);
    }
}
