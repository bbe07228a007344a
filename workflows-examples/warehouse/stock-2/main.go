// stock 2.x says on which shelf how many pieces of an item lie.
package main

import (
	"context"

	"google.golang.org/grpc"
	"warehouse/serve"
	"warehouse/stock-2/stockpb"
)

type stock struct{ stockpb.UnimplementedStockServer }

func (stock) Count(_ context.Context, asked *stockpb.CountRequest) (*stockpb.CountReply, error) {
	shelves := []*stockpb.Shelf{{Place: "left", Pieces: 12}, {Place: "right", Pieces: int32(len(asked.GetItem()))}}
	return &stockpb.CountReply{Shelves: shelves, Version: serve.Version}, nil
}

func main() {
	serve.Run("stock", stockpb.Stock_ServiceDesc.ServiceName, func(server *grpc.Server) {
		stockpb.RegisterStockServer(server, stock{})
	})
}
