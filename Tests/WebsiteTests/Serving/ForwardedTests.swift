import Testing

@testable import Website

@Suite struct ForwardedTests {
  private func client(_ peer: String, _ chain: [String], proto: [String] = ["https"], trusted: String) throws -> ClientFacts {
    try #require(TrustedProxies(trusted)).client(peer: IPAddress(peer), forwardedFor: chain, forwardedProto: proto)
  }

  @Test func strangersAreNotBelieved() throws {
    let facts = try client("203.0.113.9", ["198.51.100.1"], trusted: "10.0.0.0/8")
    #expect(facts.address == IPAddress("203.0.113.9") && !facts.isSecure)
    #expect(
      TrustedProxies.none.client(peer: IPAddress("127.0.0.1"), forwardedFor: ["1.2.3.4"], forwardedProto: ["https"])
        == ClientFacts(address: IPAddress("127.0.0.1"), isSecure: false))
  }

  @Test func theFirstStrangerFromTheRightIsTheClient() throws {
    let facts = try client("10.1.1.1", ["1.1.1.1, 198.51.100.7", "10.2.2.2"], trusted: "10.0.0.0/8, ::1")
    #expect(facts.address == IPAddress("198.51.100.7") && facts.isSecure)
    #expect(try client("10.1.1.1", [], trusted: "10.0.0.0/8").address == IPAddress("10.1.1.1"))
    #expect(try client("10.1.1.1", ["garbage"], trusted: "10.0.0.0/8").address == IPAddress("10.1.1.1"))
    #expect(try client("10.1.1.1", ["9.9.9.9"], proto: ["https, http"], trusted: "10.0.0.0/8").isSecure == false)
  }

  @Test func chainsAreBounded() throws {
    let chain = Array(repeating: "10.0.0.2", count: 50)
    #expect(try client("10.1.1.1", ["8.8.8.8"] + chain, trusted: "10.0.0.0/8").address == IPAddress("10.0.0.2"))
  }

  @Test(arguments: [
    ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false), ("192.168.4.0/22", "192.168.7.255", true),
    ("192.168.4.0/22", "192.168.8.0", false), ("::1", "::1", true), ("2001:db8::/33", "2001:db8:7fff::1", true),
    ("2001:db8::/33", "2001:db8:8000::1", false), ("127.0.0.1", "::ffff:127.0.0.1", true), ("0.0.0.0/0", "::1", false),
    ("0.0.0.0/0", "9.9.9.9", true),
  ])
  func rangesContain(range: String, address: String, contained: Bool) throws {
    #expect(try #require(AddressRange(range)).contains(try #require(IPAddress(address))) == contained)
  }

  @Test(arguments: ["10.0.0.0/33", "10.0.0/8", "x", "::/129", "10.0.0.0/-1", "10.0.0.0/8/8", "1.2.3.4/"])
  func badRangesAreRefused(range: String) {
    #expect(AddressRange(range) == nil && TrustedProxies("127.0.0.1, \(range)") == nil)
  }

  @Test func addressesComeWithPorts() {
    #expect(IPAddress("192.0.2.7:80") == IPAddress("192.0.2.7"))
    #expect(IPAddress("[2001:db8::1]:443") == IPAddress("2001:db8::1"))
    #expect(IPAddress("fe80::1%eth0") == IPAddress("fe80::1"))
    #expect(IPAddress("192.0.2.7")?.place == "192.0.2.7")
    #expect(IPAddress("2001:db8:1:2:3::9")?.place == "2001:db8:1:2::/64")
  }
}
