using EdgeNotebooks.Inference;

namespace EdgeNotebooks.Tests.Inference;

public class SessionTests
{
    [Fact]
    public void AMissingModel_IsNamed()
    {
        var error = Assert.Throws<ModelLoadException>(() => Session.Open("nowhere.onnx"));
        Assert.StartsWith("model 'nowhere.onnx' does not exist", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("this is no model")]
    public void ACorruptModel_IsOneLine(string content)
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, content);
        try
        {
            var error = Assert.Throws<ModelLoadException>(() => Session.Open(path));
            Assert.StartsWith($"'{path}' is no ONNX model that ONNX Runtime can load: ", error.Message);
            Assert.DoesNotContain('\n', error.Message);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
