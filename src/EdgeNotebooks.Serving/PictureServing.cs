using EdgeNotebooks.Imaging;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Subjects.Serving;
using EdgeNotebooks.Transport;
using EdgeNotebooks.Transport.Messages;

namespace EdgeNotebooks.Serving;

/// <summary>Pictures in and answers out, for requests that name a subject.</summary>
internal sealed class PictureServing
{
    private const string Answer = "answer";
    private readonly ServingPipeline _pipeline;

    private PictureServing(ServingPipeline pipeline) => _pipeline = pipeline;

    /// <summary>What a request needs; null where it sends tensors and wants tensors.</summary>
    public static PictureServing? Of(InferMessage message)
    {
        if (message.Text(RouteParameters.Subject) is { } subject) return new PictureServing(ServingPipeline.For(subject));
        return message.Tensors.FirstOrDefault(tensor => tensor.Datatype == WireType.Bytes) is { } picture
            ? throw new InvalidMessageException($"'{picture.Name}' is {WireType.Bytes}: name the subject whose serving it needs by the parameter '{RouteParameters.Subject}', or send tensors")
            : null;
    }

    /// <summary>Input tensors; a picture becomes some, and its size is noted for the tier that makes the answer.</summary>
    public (InferMessage Message, Dictionary<string, Tensor> Inputs) Prepare(InferMessage message)
    {
        var inputs = new Dictionary<string, Tensor>();
        foreach (var tensor in message.Tensors)
        {
            if (tensor.Datatype != WireType.Bytes)
            {
                inputs[tensor.Name] = tensor.ToTensor();
                continue;
            }

            if (tensor.ToByteStrings() is not [var picture]) throw new InvalidMessageException($"'{tensor.Name}' holds several pictures; send one for each request");
            var prepared = _pipeline.Prepare(picture);
            foreach (var (name, input) in prepared.Inputs) inputs[name.Length > 0 ? name : tensor.Name] = input;
            message = message with
            {
                Parameters = new Dictionary<string, object>(message.Parameters) { [RouteParameters.PictureWidth] = (long)prepared.Size.Width, [RouteParameters.PictureHeight] = (long)prepared.Size.Height },
            };
        }

        return (message, inputs);
    }

    /// <summary>The answer as text.</summary>
    public WireTensor Finish(InferMessage message, IReadOnlyDictionary<string, Tensor> outputs) =>
        WireTensor.OfBytes(Answer, System.Text.Encoding.UTF8.GetBytes(_pipeline.Finish(outputs, new PictureSize(Side(message, RouteParameters.PictureWidth), Side(message, RouteParameters.PictureHeight))).Text));

    private static int Side(InferMessage message, string key) => message.Parameters.TryGetValue(key, out var value) && value is long and >= 1 and <= 65536
        ? (int)(long)value
        : throw new InvalidMessageException($"the answer needs the picture's size: send a picture, or the parameters '{RouteParameters.PictureWidth}' and '{RouteParameters.PictureHeight}'");
}
