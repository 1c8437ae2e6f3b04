using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Cuts;
using EdgeNotebooks.Operators.EarlyExit;
using EdgeNotebooks.Operators.Partition;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Tests.Onnx.Foreign;

/// <summary>Files with damaged bytes: a typed error or a valid result, never anything else, and no hang.</summary>
public class MutantTests
{
    private const int Mutants = 20_000;
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    [Fact]
    public void DamagedFiles_GiveATypedErrorOrAResult()
    {
        byte[][] sources = [.. ForeignModels.ByName.Values.Select(make => make().ToBytes()).Where(bytes => bytes.Length < 20_000)];
        Assert.True(sources.Length > 12);
        var (refused, used) = (0, 0);
        using var stop = new CancellationTokenSource(s_limit);
        for (var i = 0; i < Mutants; i++)
        {
            stop.Token.ThrowIfCancellationRequested();
            var bytes = Mutate(sources[i % sources.Length], SplitMix64.For(7, 0, (ulong)i));
            try
            {
                Use(bytes);
                used++;
            }
            catch (Exception e) when (e is InvalidModelException or ExternalDataException or InvalidCutException or InvalidExitException or TensorNotFoundException or NotSupportedException)
            {
                Assert.False(string.IsNullOrWhiteSpace(e.Message));
                refused++;
            }
            catch (Exception e)
            {
                Assert.Fail($"mutant {i} of source {i % sources.Length}: {e}");
            }
        }

        // Both kinds must occur, or the mutants test nothing.
        Assert.InRange(refused, Mutants / 20, Mutants);
        Assert.InRange(used, Mutants / 20, Mutants);
    }

    private static void Use(byte[] bytes)
    {
        var model = OnnxModel.FromBytes(bytes);
        _ = ModelInfo.Of(model);
        var cuts = model.Cuts();
        foreach (var exit in model.Exits().Take(2)) _ = OnnxModel.FromBytes(model.EarlyExit(exit).ToBytes()).Graph;
        foreach (var cut in cuts.Take(2))
        {
            foreach (var part in model.Partition(cut).Parts) _ = OnnxModel.FromBytes(part.ToBytes()).Graph;
        }
    }

    private static byte[] Mutate(byte[] source, SplitMix64 random)
    {
        var bytes = source.ToList();
        for (var changes = 1 + random.Below(3); changes > 0 && bytes.Count > 1; changes--)
        {
            var at = random.Below(bytes.Count);
            var length = Math.Min(1 + random.Below(24), bytes.Count - at);
            switch (random.Below(5))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Below(8)); break;
                case 1: bytes[at] = (byte)random.Below(256); break;
                case 2: bytes.RemoveRange(at, length); break;
                case 3: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                default: bytes.RemoveRange(at, random.Below(4) == 0 ? bytes.Count - at : length); break;
            }
        }

        return [.. bytes];
    }
}
