using EdgeNotebooks.Display;

namespace EdgeNotebooks.Tests.Display;

/// <summary>The convention by which .NET Interactive finds formatters without a reference: names of an attribute, properties and methods.</summary>
public class FormatterConventionTests
{
    public static IEnumerable<TheoryDataRow<string>> DisplayTypes() => typeof(IDisplay).Assembly.GetTypes()
        .Where(type => type.IsAssignableTo(typeof(IDisplay)) && type is { IsInterface: false, IsAbstract: false })
        .Select(type => new TheoryDataRow<string>(type.FullName!));

    [Theory]
    [MemberData(nameof(DisplayTypes))]
    public void EveryTypeThatDisplaysItself_DeclaresItsFormatters(string type)
    {
        dynamic attribute = Assert.Single(typeof(IDisplay).Assembly.GetType(type)!.GetCustomAttributes(false),
            candidate => candidate.GetType().Name == "TypeFormatterSourceAttribute");
        string[] preferred = ((TypeFormatterSourceAttribute)attribute).PreferredMimeTypes;
        Assert.Contains("text/html", preferred);
        var source = Activator.CreateInstance(((TypeFormatterSourceAttribute)attribute).FormatterSourceType)!;
        var formatters = (IEnumerable<object>)source.GetType().GetMethod("CreateTypeFormatters")!.Invoke(source, null)!;
        var offered = formatters.Select(formatter => (string)formatter.GetType().GetProperty("MimeType")!.GetValue(formatter)!).ToArray();
        Assert.Empty(preferred.Except(offered));
        Assert.All(formatters, formatter => Assert.NotNull(formatter.GetType().GetMethod("Format", [typeof(object), typeof(TextWriter)])));
    }
}
