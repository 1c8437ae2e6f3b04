namespace EdgeNotebooks.Datasets.Shapes;

/// <summary>The textures of the data set, in the order of their class numbers.</summary>
internal enum Texture
{
    Solid,
    Striped,
    Dotted,
    Checkered,
}
