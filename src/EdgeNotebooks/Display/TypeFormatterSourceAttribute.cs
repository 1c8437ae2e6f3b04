namespace EdgeNotebooks.Display;

/// <summary>
/// .NET Interactive finds the formatters of a type by the NAME of this attribute and of its properties, so a library may declare its
/// own copy and needs no reference to Microsoft.DotNet.Interactive.Formatting.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>A type with a parameterless <c>CreateTypeFormatters()</c>.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>The MIME types to show, richest first.</summary>
    public string[] PreferredMimeTypes { get; set; } = [];
}
