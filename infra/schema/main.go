// A provider that knows the schema of hashicorp/aws and nothing of AWS: it lets OpenTofu validate, plan and test the
// configuration where the real provider cannot be had. Values that AWS would decide are unknown in its plans. It refuses
// to apply anything.
package main

import (
	_ "embed"
	"log"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tfprotov5/tf5server"
)

//go:embed aws-provider.json
var snapshot []byte

func main() {
	schemas, err := readSchemas(snapshot)
	if err != nil {
		log.Fatal(err)
	}
	server := func() tfprotov5.ProviderServer { return &provider{schemas: schemas} }
	if err := tf5server.Serve("registry.opentofu.org/hashicorp/aws", server); err != nil {
		log.Fatal(err)
	}
}
