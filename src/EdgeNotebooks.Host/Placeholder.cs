namespace EdgeNotebooks.Host;
internal static class Placeholder;
