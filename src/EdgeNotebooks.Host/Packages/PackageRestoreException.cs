namespace EdgeNotebooks.Host.Packages;

/// <summary>A package could not be brought here; the message says why.</summary>
internal sealed class PackageRestoreException(PackageId package, string message) : Exception($"package '{package}' {message}");
