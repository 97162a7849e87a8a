namespace MapDashboard.TestSupport;

/// <summary>What befalls one connection.</summary>
/// <param name="IsRefused">It ends before it begins.</param>
/// <param name="Sent">Bytes of the client's after which it breaks: a request is lost half-way.</param>
/// <param name="Received">Bytes of the server's likewise: an answer is lost, and what was asked is done.</param>
/// <param name="BytesASecond">Each way; 0: as fast as it goes.</param>
public readonly record struct ConnectionFate(bool IsRefused, long Sent, long Received, int BytesASecond)
{
    public static readonly ConnectionFate Good = new(false, long.MaxValue, long.MaxValue, 0);
}

/// <summary>A network that refuses three connections in ten, breaks the others after a while, and is slow for some.</summary>
public sealed class BadNetwork(int seed, int meanBytes)
{
    private readonly Random random = new(seed);

    public ConnectionFate Draw()
    {
        lock (random)
        {
            return new ConnectionFate(random.NextDouble() < 0.3, Bytes(), Bytes(), random.NextDouble() < 0.2 ? 100_000 : 0);
        }
    }

    private long Bytes() => 200 + (long)(-Math.Log(1 - random.NextDouble()) * meanBytes);
}
