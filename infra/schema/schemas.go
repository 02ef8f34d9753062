package main

import (
	"encoding/json"
	"fmt"
	"sort"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// The form of `terraform providers schema -json`, as far as the snapshot uses it.
type schemaFile struct {
	ProviderSchemas map[string]struct {
		Provider    typeSchema            `json:"provider"`
		Resources   map[string]typeSchema `json:"resource_schemas"`
		DataSources map[string]typeSchema `json:"data_source_schemas"`
	} `json:"provider_schemas"`
}

type typeSchema struct {
	Version int64       `json:"version"`
	Block   schemaBlock `json:"block"`
}

type schemaBlock struct {
	Attributes map[string]struct {
		Type     json.RawMessage `json:"type"`
		Required bool            `json:"required"`
		Optional bool            `json:"optional"`
		Computed bool            `json:"computed"`
	} `json:"attributes"`
	Blocks map[string]struct {
		Nesting string      `json:"nesting_mode"`
		Block   schemaBlock `json:"block"`
		Min     int64       `json:"min_items"`
		Max     int64       `json:"max_items"`
	} `json:"block_types"`
}

type schemas struct {
	provider    *tfprotov5.Schema
	resources   map[string]*tfprotov5.Schema
	dataSources map[string]*tfprotov5.Schema
}

func readSchemas(text []byte) (*schemas, error) {
	var file schemaFile
	if err := json.Unmarshal(text, &file); err != nil {
		return nil, err
	}
	aws := file.ProviderSchemas["hashicorp/aws"]
	provider, err := convert(aws.Provider)
	if err != nil {
		return nil, err
	}
	resources, err := convertAll(aws.Resources)
	if err != nil {
		return nil, err
	}
	dataSources, err := convertAll(aws.DataSources)
	return &schemas{provider, resources, dataSources}, err
}

func convertAll(types map[string]typeSchema) (map[string]*tfprotov5.Schema, error) {
	converted := make(map[string]*tfprotov5.Schema, len(types))
	for name, schema := range types {
		one, err := convert(schema)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		converted[name] = one
	}
	return converted, nil
}

func convert(schema typeSchema) (*tfprotov5.Schema, error) {
	block, err := convertBlock(schema.Block)
	return &tfprotov5.Schema{Version: schema.Version, Block: block}, err
}

func convertBlock(block schemaBlock) (*tfprotov5.SchemaBlock, error) {
	result := &tfprotov5.SchemaBlock{}
	for name, attribute := range block.Attributes {
		kind, err := tftypes.ParseJSONType(attribute.Type) //nolint:staticcheck // the form of the snapshot is this function's
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		result.Attributes = append(result.Attributes, &tfprotov5.SchemaAttribute{
			Name: name, Type: kind, Required: attribute.Required, Optional: attribute.Optional, Computed: attribute.Computed,
		})
	}
	for name, nested := range block.Blocks {
		inside, err := convertBlock(nested.Block)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		nesting := map[string]tfprotov5.SchemaNestedBlockNestingMode{
			"single": tfprotov5.SchemaNestedBlockNestingModeSingle,
			"list":   tfprotov5.SchemaNestedBlockNestingModeList,
			"set":    tfprotov5.SchemaNestedBlockNestingModeSet,
		}[nested.Nesting]
		result.BlockTypes = append(result.BlockTypes, &tfprotov5.SchemaNestedBlock{
			TypeName: name, Block: inside, Nesting: nesting, MinItems: nested.Min, MaxItems: nested.Max,
		})
	}
	sort.Slice(result.Attributes, func(i, j int) bool { return result.Attributes[i].Name < result.Attributes[j].Name })
	sort.Slice(result.BlockTypes, func(i, j int) bool { return result.BlockTypes[i].TypeName < result.BlockTypes[j].TypeName })
	return result, nil
}
