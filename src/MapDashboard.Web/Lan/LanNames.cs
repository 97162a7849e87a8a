using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace MapDashboard.Web.Lan;

/// <summary>By which names and addresses other machines of the local network reach this one; those behind a gateway first.</summary>
public sealed record LanNames(IReadOnlyList<string> Hosts, IReadOnlyList<IPAddress> Addresses)
{
    public static LanNames OfThisMachine()
    {
        var host = Dns.GetHostName().ToLowerInvariant();
        string[] hosts = Uri.CheckHostName(host) == UriHostNameType.Dns && host.Contains('.', StringComparison.Ordinal) ? [host] : [host, host + ".local"];
        var interfaces = NetworkInterface.GetAllNetworkInterfaces()
            .Where(port => port.OperationalStatus == OperationalStatus.Up && port.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .Select(port => port.GetIPProperties())
            .OrderByDescending(port => port.GatewayAddresses.Count);
        var addresses = interfaces.SelectMany(port => port.UnicastAddresses).Select(unicast => unicast.Address).Where(IsUsable);
        return new LanNames(
            [.. hosts.Where(name => Uri.CheckHostName(name) == UriHostNameType.Dns), "localhost"],
            [.. addresses.Append(IPAddress.Loopback).Append(IPAddress.IPv6Loopback).Distinct()]);
    }

    public bool IsSameAs(LanNames other) =>
        Hosts.ToHashSet(StringComparer.Ordinal).SetEquals(other.Hosts) && Addresses.ToHashSet().SetEquals(other.Addresses);

    // An address of the link alone needs the name of an interface behind it, which no browser takes.
    private static bool IsUsable(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetwork || (address.AddressFamily == AddressFamily.InterNetworkV6 && !address.IsIPv6LinkLocal);
}
