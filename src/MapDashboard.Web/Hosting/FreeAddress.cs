using System.Net;
using System.Net.Sockets;
using MapDashboard.Data.Cluster;

namespace MapDashboard.Web.Hosting;

/// <summary>
/// Asks whether the server can listen before a database is made and filled for it: found out only at the end, a taken port costs all that time and
/// buries its one useful sentence under the stacks of everything that the broken start cancels.
/// </summary>
public static class FreeAddress
{
    /// <param name="urls">As in <c>--urls</c>: addresses with semicolons between. Pipes and port 0 are nobody's, and other names stand for all addresses.</param>
    /// <exception cref="StartRefusedException">One of them is taken.</exception>
    public static void Check(string? urls)
    {
        foreach (var url in (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var address = BindingAddress.Parse(url);
            if (address.IsUnixPipe || address.IsNamedPipe || address.Port == 0) continue;
            var host = address.Host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(address.Host, out var own) ? own : IPAddress.Any;
            try
            {
                using var probe = new Socket(host.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                probe.Bind(new IPEndPoint(host, address.Port));
            }
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                throw new StartRefusedException($"{url} is taken by another program. Stop that program or choose another address: --urls http://localhost:{address.Port + 1}");
            }
        }
    }
}
