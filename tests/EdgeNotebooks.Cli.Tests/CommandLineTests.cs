namespace EdgeNotebooks.Cli.Tests;

public class CommandLineTests
{
    [Theory]
    [InlineData("there is no command 'partitoin'; closest: 'partition'; see 'edgenb --help'", "partitoin", "m.onnx")]
    [InlineData("there is no command 'verfiy'; closest: 'verify'; see 'edgenb whatif --help'", "whatif", "verfiy")]
    public void AMistypedCommand_IsAnsweredWithTheClosest(string says, params string[] arguments)
    {
        var outcome = Edgenb.Run(Edgenb.Root, arguments);
        Assert.Equal((2, ""), (outcome.Status, outcome.Output));
        Assert.Equal($"error: {says}", Assert.Single(outcome.Errors));
    }
}
