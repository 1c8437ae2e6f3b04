using System.Collections.Concurrent;
using EdgeNotebooks.Host.Display;
using EdgeNotebooks.Host.Jupyter.Messages;
using EdgeNotebooks.Host.Jupyter.Wire;

namespace EdgeNotebooks.Host.Jupyter;

/// <summary>Asks the client whose cell runs. A cell that is interrupted while it waits stops waiting.</summary>
internal sealed class KernelInput(Publisher publisher, KernelOutput output) : ICellInput
{
    private readonly Lock _turn = new();
    private BlockingCollection<string>? _answers;

    /// <summary>The request of the running cell; null when its client answers no questions.</summary>
    public JupyterMessage? Asking { get; set; }

    /// <inheritdoc/>
    public string Ask(string prompt, bool isPassword)
    {
        if (Asking is not { } request) throw new InvalidOperationException("the client that runs this cell answers no questions (allow_stdin is off)");
        lock (_turn)
        {
            var answers = new BlockingCollection<string>();
            _answers = answers;
            output.SendAfterText(() => publisher.Reply(Channel.Stdin, request, new InputRequest(prompt, isPassword)));
            try
            {
                return answers.Take();
            }
            finally
            {
                _answers = null;
            }
        }
    }

    /// <summary>Takes what came in; an answer that nobody waits for is dropped.</summary>
    public void Receive(JupyterMessage message)
    {
        if (message.Header.Type != "input_reply" || _answers is not { } waiting) return;
        waiting.Add(MessageJson.Read<InputReply>(message.Content).Value);
    }
}
