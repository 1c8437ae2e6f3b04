namespace EdgeNotebooks.Datasets.Scenes;

/// <summary>The classes of the data set <c>scenes</c>, by number. Background is everything that has no class of its own.</summary>
internal enum SceneClass : byte
{
    Background,
    Sky,
    Building,
    Road,
    Vegetation,
    Car,
    Person,
    Sign,
    Ball,
    Crate,
}
