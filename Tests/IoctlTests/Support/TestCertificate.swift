import ClientKit

/// A certificate for `localhost` and 127.0.0.1 that nobody has signed but itself, as an operator makes it with
/// `openssl req -x509 -newkey ec`. It is good for a hundred years, so that no test depends on the date. Its key guards nothing.
struct TestCertificate: Sendable {
  /// The certificate's file, which clients are told to trust.
  let certificatePath: String
  /// The key's file.
  let keyPath: String
  /// Where both are, for as long as this value lives.
  private let folder: HomeFolder

  /// Writes both files.
  init() throws {
    folder = try HomeFolder()
    certificatePath = folder.path + "/certificate.pem"
    keyPath = folder.path + "/key.pem"
    try PrivateFile.write(Array(Self.certificate.utf8), to: certificatePath)
    try PrivateFile.write(Array(Self.key.utf8), to: keyPath)
  }

  private static let certificate = """
    -----BEGIN CERTIFICATE-----
    MIIBqjCCAVGgAwIBAgIUM9FmhuRj6LJURUgtkmlBs+QZ6sQwCgYIKoZIzj0EAwIw
    HDEaMBgGA1UEAwwRaW90ZXgtc3dpZnQgdGVzdHMwIBcNMjYxMTIyMTgzNTM4WhgP
    MjEyNjEwMjkxODM1MzhaMBwxGjAYBgNVBAMMEWlvdGV4LXN3aWZ0IHRlc3RzMFkw
    EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEtuu9Y4QCldDhnya4wSeT+1IzoZ5wcl2L
    qOJgFcm29wUy19Bx+aeYdKiRgJoqcFyr3bS23yLE2X2tfUqLfbkTxqNvMG0wHQYD
    VR0OBBYEFHSB5LmBg7uo3VYrXDE0L1pPdi0zMB8GA1UdIwQYMBaAFHSB5LmBg7uo
    3VYrXDE0L1pPdi0zMA8GA1UdEwEB/wQFMAMBAf8wGgYDVR0RBBMwEYIJbG9jYWxo
    b3N0hwR/AAABMAoGCCqGSM49BAMCA0cAMEQCIEicmAM8qH0t2maITYB1H8WTR0jp
    5UlVSqnu8Rh5QT5IAiA8HNmqsvEDqZx9d9fcpcZ5D+QqleNQA9ds8PJhPQ3q7w==
    -----END CERTIFICATE-----

    """

  private static let key = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgprRW3scnaNpGsblV
    Jy2+ohl9IIFCQ6jiLKE5CQoQ2RGhRANCAAS2671jhAKV0OGfJrjBJ5P7UjOhnnBy
    XYuo4mAVybb3BTLX0HH5p5h0qJGAmipwXKvdtLbfIsTZfa19Sot9uRPG
    -----END PRIVATE KEY-----

    """
}
