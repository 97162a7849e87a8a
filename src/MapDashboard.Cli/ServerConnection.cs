using System.CommandLine;
using System.Net.Http.Headers;

namespace MapDashboard.Cli;

/// <summary>The server of a verb that goes through the HTTP API, with a personal access token.</summary>
internal static class ServerConnection
{
    public static Option<string> ServerOption() => new("--server") { Description = "The server's address, such as https://map.example", Required = true };

    public static Option<string> TokenFileOption() => new("--token-file")
    {
        // Not the token itself: other users of the machine see arguments.
        Description = "A file whose first line is an admin's personal access token (POST /api/tokens)",
        Required = true,
    };

    /// <exception cref="VerbRefusedException">The address or the file cannot be used.</exception>
    public static HttpClient Open(string server, string tokenFile)
    {
        if (!Uri.TryCreate(server.TrimEnd('/') + '/', UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new VerbRefusedException($"--server {server} is no http or https address.");
        }

        if (!File.Exists(tokenFile)) throw new VerbRefusedException($"There is no file {tokenFile}.");
        var token = File.ReadLines(tokenFile).FirstOrDefault()?.Trim();
        if (string.IsNullOrEmpty(token)) throw new VerbRefusedException($"{tokenFile} holds no token.");
        var http = new HttpClient { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    /// <summary>Runs the verb's work; what its caller can mend becomes one sentence and exit code 1, and so does Ctrl-C.</summary>
    public static async Task<int> RunAsync(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Cancelled.");
        }
        catch (Exception refused) when (refused is VerbRefusedException or HttpRequestException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(refused.Message);
        }

        return 1;
    }
}

/// <summary>The caller of a verb has something to mend; the message says what.</summary>
internal sealed class VerbRefusedException(string message, Exception? inner = null) : Exception(message, inner);
