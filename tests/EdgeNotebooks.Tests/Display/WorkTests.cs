using EdgeNotebooks.Display;

namespace EdgeNotebooks.Tests.Display;

public class WorkTests
{
    [Fact]
    public void AProgressLine_TellsCountTimeAndWhatIsLeft()
    {
        var work = Work.Begin("evaluating", 40, "pictures");
        var half = new WorkProgress(work, "evaluating", 10, 40, "pictures", TimeSpan.FromSeconds(2), IsFinished: false);
        Assert.Equal("evaluating: 10 of 40 pictures, 2.0 s, about 6 s left", half.ToString());
        Assert.Equal("evaluating: 40 of 40 pictures, 2.0 s", (half with { Done = 40, IsFinished = true }).ToString());
        Assert.Contains("value=\"10\" max=\"40\"", half.Render("text/html"));
        Assert.Null((half with { Done = 0 }).Remaining);
    }
}
