using EdgeNotebooks.Emulation;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Operators.Partition;

namespace EdgeNotebooks.Tests.Emulation;

/// <summary>Which tensors a tier sends on beside what it makes.</summary>
public sealed class PassedTensorsTests
{
    // x -> a -> b -> c -> y, with a shortcut from a to y, an output e of the first node, and an input s that only the last one reads.
    private static readonly OnnxModel s_model = new GraphBuilder("past").Input("x", ElementType.Float32, 2).Input("s", ElementType.Float32, 2)
        .Node("Relu", ["x"], ["a"]).Node("Neg", ["x"], ["e"]).Node("Exp", ["a"], ["b"]).Node("Abs", ["b"], ["c"]).Node("Add", ["c", "a"], ["d"]).Node("Mul", ["d", "s"], ["y"])
        .Output("y", ElementType.Float32, 2).Output("e", ElementType.Float32, 2).Build();

    [Fact]
    public void WhatIsReadLater_AndOutputsMadeEarly_ArePassed()
    {
        var parts = s_model.Partition(["a", "s"], ["b", "a", "s"], ["c", "a", "s"]).Parts;
        Assert.Equal([["s"], ["a", "e", "s"], ["a", "e", "s"], ["e"]], PassedTensors.Of(parts, ["y", "e"]));
        // Nobody reads e, so that it is an output also where the whole is not known.
        Assert.Equal([["s"], ["a", "e", "s"], ["a", "e", "s"], ["e"]], PassedTensors.Of(parts, []));
    }

    [Fact]
    public void AnOutputThatIsReadToo_IsPassedToTheEnd_WhereTheWholeIsKnown()
    {
        var model = new GraphBuilder("both").Input("x", ElementType.Float32, 2).Node("Relu", ["x"], ["a"]).Node("Exp", ["a"], ["y"])
            .Output("y", ElementType.Float32, 2).Output("a", ElementType.Float32, 2).Build();
        var parts = model.Partition(["a"]).Parts;
        Assert.Equal([[], ["a"]], PassedTensors.Of(parts, ["y", "a"]));
        Assert.Equal([[], []], PassedTensors.Of(parts, []));
    }

    [Fact]
    public void AChain_PassesNothing() => Assert.All(PassedTensors.Of(Chain().Partition(["a"], ["b"]).Parts, ["y"]), Assert.Empty);

    private static OnnxModel Chain() => new GraphBuilder("chain").Input("x", ElementType.Float32, 2).Node("Relu", ["x"], ["a"]).Node("Exp", ["a"], ["b"]).Node("Abs", ["b"], ["y"])
        .Output("y", ElementType.Float32, 2).Build();
}
